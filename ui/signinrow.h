// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a person signs in to an account: “Sign in…” with the line for the password behind it, for kinds that
// know a login by hand, and the way through a browser, for those that know that.
#pragma once

#include "core/connection.h"

#include <QWidget>

class QLineEdit;

namespace tacklebox::ui {

class Button;
class Theme;

// By its own login, which wants an e-mail address and the name of an application.
[[nodiscard]] bool knowsLogin(const ConnectionKind &kind);

class SignInRow final : public QWidget
{
    Q_OBJECT

public:
    explicit SignInRow(const Theme &theme);

    // Hides itself where there is no way.
    void setWays(bool isByPassword, bool isByBrowser);

    [[nodiscard]] bool hasPassword() const;
    [[nodiscard]] Secret takePassword(); // and empties the line

signals:
    void edited();
    void browserAsked();

private:
    QLineEdit *m_password;
    QWidget *m_byPassword;
    Button *m_byBrowser;
};

} // namespace tacklebox::ui
