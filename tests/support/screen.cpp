// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/screen.h"

#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

constexpr int kScreenTimeoutMs = 60'000;

} // namespace

// It takes a display that is free, and says on its standard output which.
Screen::Screen(const QSize &size)
{
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.start(u"Xvfb"_s,
                    {u"-displayfd"_s,
                     u"1"_s,
                     u"-screen"_s,
                     u"0"_s,
                     u"%1x%2x24"_s.arg(size.width()).arg(size.height()),
                     u"-dpi"_s,
                     u"96"_s,
                     u"-nolisten"_s,
                     u"tcp"_s});
    if (!m_process.waitForStarted(kScreenTimeoutMs)) {
        m_whyNot = u"Xvfb can't be started: %1. It comes with the package xvfb, which stands in "
                   "packaging/packages.txt."_s.arg(m_process.errorString());
        return;
    }
    [[maybe_unused]] const bool isSettled = QTest::qWaitFor(
        [this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; },
        kScreenTimeoutMs);
    const QByteArray number = m_process.readLine().trimmed();
    if (number.isEmpty())
        m_whyNot = u"Xvfb gives no display: "_s + QString::fromLocal8Bit(m_process.readAllStandardError());
    else
        m_display = u':' + QString::fromLatin1(number);
}

Screen::~Screen()
{
    m_process.terminate();
    if (!m_process.waitForFinished(kScreenTimeoutMs))
        m_process.kill();
    m_process.waitForFinished();
}

} // namespace tacklebox::test
