// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/logsync.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

namespace tacklebox::store {

namespace {

Error fileError(Reason reason, const QString &file)
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT;
    return {ErrorKind::Failed,
            isFull ? Reason::DiskFull : reason,
            {},
            file,
            QString::fromLocal8Bit(std::strerror(errno)),
            {},
            0};
}

// The length and the bytes, but not the file's times.
bool isDurable(int file)
{
    int answer = ::fdatasync(file);
    while (answer != 0 && errno == EINTR)
        answer = ::fdatasync(file);
    return answer == 0;
}

} // namespace

LogSync::~LogSync()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
    if (m_file >= 0)
        ::close(m_file); // SQLite holds no lock on the log, which this would free
}

Result<Done> LogSync::open(const QString &log)
{
    m_log = log;
    m_file = ::open(QFile::encodeName(log).constData(), O_RDONLY | O_CLOEXEC);
    if (m_file < 0)
        return fail(fileError(Reason::FileNotRead, log));
    m_thread = std::thread([this] { run(); });
    return Done{};
}

void LogSync::finish(Finish finish)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return !m_waiting; });
    m_waiting = std::move(finish);
    m_isWanted = true;
    m_wake.notify_all();
}

void LogSync::soon()
{
    const std::lock_guard lock(m_mutex);
    m_isWanted = true;
    m_wake.notify_all();
}

std::optional<Error> LogSync::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

void LogSync::run()
{
    pthread_setname_np(pthread_self(), "store-syncer");
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_isEnding || m_isWanted; });
        if (!m_isWanted)
            return;
        m_isWanted = false;
        const Finish finish = std::exchange(m_waiting, nullptr);
        m_wake.notify_all();
        std::optional<Error> failure = m_failure;
        lock.unlock();
        if (!failure && !isDurable(m_file))
            failure = fileError(Reason::FileNotWritten, m_log);
        lock.lock();
        m_failure = failure;
        lock.unlock();
        if (finish)
            finish(failure);
        lock.lock();
    }
}

} // namespace tacklebox::store
