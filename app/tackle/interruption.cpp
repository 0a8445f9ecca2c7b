// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/interruption.h"

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace tacklebox::tackle {

namespace {

// A signal handler may touch little more than this.
std::atomic<int> writingEnd = -1;

void tell(int)
{
    // The second of either kind ends the process at once.
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(writingEnd.load(), &byte, 1);
}

} // namespace

Interruption::Interruption(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(m_ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    writingEnd = m_ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        emit requested();
    });
    std::signal(SIGINT, tell);
    std::signal(SIGTERM, tell);
}

Interruption::~Interruption()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    for (const int end : m_ends) {
        if (end >= 0)
            ::close(end);
    }
}

} // namespace tacklebox::tackle
