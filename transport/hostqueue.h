// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Requests that wait for their turn: hosts take turns, so a slow one holds up only itself until it
// fills the whole client. Only on the transport thread.
#pragma once

#include "transport/task.h"

#include <deque>
#include <string>
#include <unordered_map>

namespace tacklebox::transport {

struct ClientLimits;

class HostQueue final
{
public:
    explicit HostQueue(const ClientLimits &limits);

    void add(Task task);
    // The next that may start. Each that started is told by release() when it ended.
    [[nodiscard]] std::optional<Task> next();
    void release(QByteArrayView origin);

    // Takes out those whose stop was requested.
    [[nodiscard]] std::vector<Task> takeStopped();
    [[nodiscard]] std::vector<Task> takeAll();

private:
    struct Host
    {
        std::deque<Task> waiting;
        int active = 0;
        bool isListed = false; // in m_ready
    };

    void list(Host &host);

    int m_free;
    int m_perHost;
    std::unordered_map<std::string, Host> m_hosts;
    std::deque<Host *> m_ready;
};

} // namespace tacklebox::transport
