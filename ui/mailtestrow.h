// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Tries the mail server: an address, a button, and what the server made of the test mail.
#pragma once

#include "core/error.h"
#include "core/mail.h"

#include <QFrame>

class QLineEdit;

namespace tacklebox::ui {

class Button;
class Theme;
class VerdictView;

class MailTestRow final : public QFrame
{
    Q_OBJECT

public:
    explicit MailTestRow(const Theme &theme);

    void showRunning();
    void show(const MailOutcome &outcome);
    void show(const Error &error);
    using QWidget::show;

signals:
    void testAsked(const QString &address);

private:
    void ask();
    void end();

    QLineEdit *m_address;
    Button *m_send;
    VerdictView *m_verdict;
};

} // namespace tacklebox::ui
