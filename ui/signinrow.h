// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// “Sign in…” and the line for the password behind it, for kinds of accounts that know a login by hand.
#pragma once

#include "core/connection.h"

#include <QWidget>

class QLineEdit;

namespace tacklebox::ui {

class Theme;

// By its own login, which wants an e-mail address and the name of an application.
[[nodiscard]] bool knowsLogin(const ConnectionKind &kind);

class SignInRow final : public QWidget
{
    Q_OBJECT

public:
    explicit SignInRow(const Theme &theme);

    [[nodiscard]] bool hasPassword() const;
    [[nodiscard]] Secret takePassword(); // and empties the line

signals:
    void edited();

private:
    QLineEdit *m_password;
};

} // namespace tacklebox::ui
