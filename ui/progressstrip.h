// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A line for long work, where it was started: how far it is, with the way to stop it, and then its end, until
// that is dismissed. Takes no room before.
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace tacklebox::ui {

class Button;
class Theme;

class ProgressStrip : public QWidget
{
    Q_OBJECT

public:
    // Its parts are found by `name`: exportBar, stopExportButton.
    ProgressStrip(const Theme &theme, const QString &name);

    [[nodiscard]] bool isRunning() const;

signals:
    void stopAsked();

protected:
    void showRunning(const QString &text, int done, int of); // of 0: nobody knows how far
    void showEnd(const QString &text, bool isBad);
    void setText(const QString &text, bool isBad);
    [[nodiscard]] Button &stopButton() { return *m_stop; }

private:
    QProgressBar *m_bar;
    QLabel *m_text;
    Button *m_stop;
    Button *m_dismiss;
};

} // namespace tacklebox::ui
