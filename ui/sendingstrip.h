// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How far jobs are that a server sends again one by one, with the way to stop that, and then what became of
// those that were not sent. Takes no room before.
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace tacklebox::ui {

class Button;
class Theme;

class SendingStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit SendingStrip(const Theme &theme);

    void showProgress(int answered, int jobs);
    void showStopping(); // the one under way is waited for
    void showEnd(const QString &text); // until it is dismissed
    [[nodiscard]] bool isRunning() const;

signals:
    void stopAsked();

private:
    void setText(const QString &text, bool isBad);

    QProgressBar *m_bar;
    QLabel *m_text;
    Button *m_stop;
    Button *m_dismiss;
};

} // namespace tacklebox::ui
