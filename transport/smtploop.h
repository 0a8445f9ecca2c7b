// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The thread that sends mail: takes one order after the other, and waits for its server in place.
#pragma once

#include "transport/smtpclient.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace tacklebox::transport {

class SmtpLoop final
{
public:
    struct Task
    {
        MailOrder order;
        SmtpClient::Completion done;
    };

    SmtpLoop();
    ~SmtpLoop();

    void send(Task task); // any thread

private:
    void run();
    std::optional<Task> next();
    [[nodiscard]] bool isOverdue();

    std::mutex m_mutex; // over the rest but the thread
    std::condition_variable m_arrived;
    std::deque<Task> m_tasks;
    bool m_isEnding = false;
    std::chrono::steady_clock::time_point m_endBy;
    std::thread m_thread; // none before the first mail
};

} // namespace tacklebox::transport
