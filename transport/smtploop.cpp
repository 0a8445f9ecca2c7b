// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/smtploop.h"

#include "transport/smtptransfer.h"

#include <pthread.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::transport {

namespace {

// How long the end waits for the mail that is under way.
constexpr auto kGrace = 2s;

} // namespace

SmtpLoop::SmtpLoop()
{
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(once)
}

SmtpLoop::~SmtpLoop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        m_endBy = std::chrono::steady_clock::now() + kGrace;
    }
    m_arrived.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void SmtpLoop::send(Task task)
{
    const std::scoped_lock lock(m_mutex);
    m_tasks.push_back(std::move(task));
    if (!m_thread.joinable())
        m_thread = std::thread([this] { run(); });
    m_arrived.notify_one();
}

void SmtpLoop::run()
{
    pthread_setname_np(pthread_self(), "smtp");
    while (std::optional<Task> task = next())
        task->done(SmtpTransfer(std::move(task->order), [this] { return isOverdue(); }).perform());
}

// None once nothing is left and nothing more comes.
std::optional<SmtpLoop::Task> SmtpLoop::next()
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [this] { return m_isEnding || !m_tasks.empty(); });
    if (m_tasks.empty())
        return std::nullopt;
    Task task = std::move(m_tasks.front());
    m_tasks.pop_front();
    if (!m_isEnding)
        return task;
    lock.unlock();
    task.done({MailFault::Aborted, 0, u"ended before it was sent"_s, false});
    return next();
}

bool SmtpLoop::isOverdue()
{
    const std::scoped_lock lock(m_mutex);
    return m_isEnding && std::chrono::steady_clock::now() >= m_endBy;
}

} // namespace tacklebox::transport
