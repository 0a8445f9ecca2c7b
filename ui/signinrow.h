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

// By its own login, which wants an e-mail address and the name of an application, where it is set so.
[[nodiscard]] bool knowsLogin(const ConnectionKind &kind, const Fields &settings);

class SignInRow final : public QWidget
{
    Q_OBJECT

public:
    explicit SignInRow(const Theme &theme);

    // The ways that an account has with these settings; hides itself where there is none.
    void follow(const ConnectionKind &kind, const Fields &settings, bool isInSight);

    [[nodiscard]] bool hasPassword() const; // for a way that there is
    [[nodiscard]] Secret takePassword(); // and empties the line

signals:
    void edited();
    void browserAsked();

private:
    QLineEdit *m_password;
    QWidget *m_byPassword;
    Button *m_byBrowser;
    bool m_knowsLogin = false;
};

} // namespace tacklebox::ui
