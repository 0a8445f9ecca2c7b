// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An X screen that nobody sees: a real Xvfb on a free display, for as long as the object lives.
#pragma once

#include <QProcess>
#include <QSize>

namespace tacklebox::test {

class Screen final
{
public:
    explicit Screen(const QSize &size = {1280, 800});
    ~Screen();
    Screen(const Screen &) = delete;
    Screen &operator=(const Screen &) = delete;

    // As programs want it in DISPLAY; empty: it isn't up.
    [[nodiscard]] const QString &display() const { return m_display; }
    [[nodiscard]] const QString &whyNot() const { return m_whyNot; }

private:
    QProcess m_process;
    QString m_display;
    QString m_whyNot;
};

} // namespace tacklebox::test
