// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/hostqueue.h"

#include "transport/httpclient.h"
#include "transport/requesturl.h"

namespace tacklebox::transport {

HostQueue::HostQueue(const ClientLimits &limits)
    : m_free(limits.connections)
    , m_perHost(limits.connectionsPerHost)
{
}

void HostQueue::list(Host &host)
{
    if (host.isListed || host.waiting.empty() || host.active >= m_perHost)
        return;
    host.isListed = true;
    m_ready.push_back(&host);
}

void HostQueue::add(Task task)
{
    const QByteArrayView origin = originOf(task.url);
    Host &host = m_hosts[std::string(origin.data(), origin.size())];
    host.waiting.push_back(std::move(task));
    list(host);
}

std::optional<Task> HostQueue::next()
{
    if (m_free == 0 || m_ready.empty())
        return {};
    Host &host = *m_ready.front();
    m_ready.pop_front();
    host.isListed = false;
    Task task = std::move(host.waiting.front());
    host.waiting.pop_front();
    host.active += 1;
    m_free -= 1;
    list(host);
    return task;
}

void HostQueue::release(QByteArrayView origin)
{
    const auto found = m_hosts.find(std::string(origin.data(), origin.size()));
    Host &host = found->second;
    host.active -= 1;
    m_free += 1;
    if (host.active == 0 && host.waiting.empty())
        m_hosts.erase(found);
    else
        list(host);
}

std::vector<Task> HostQueue::takeStopped()
{
    std::vector<Task> stopped;
    m_ready.clear();
    for (auto &[origin, host] : m_hosts) {
        std::deque<Task> kept;
        for (Task &task : host.waiting) {
            if (task.request.stop.stop_requested())
                stopped.push_back(std::move(task));
            else
                kept.push_back(std::move(task));
        }
        host.waiting = std::move(kept);
        host.isListed = false;
        list(host);
    }
    std::erase_if(m_hosts,
                  [](const auto &entry) { return entry.second.active == 0 && entry.second.waiting.empty(); });
    return stopped;
}

std::vector<Task> HostQueue::takeAll()
{
    std::vector<Task> all;
    for (auto &[origin, host] : m_hosts) {
        std::ranges::move(host.waiting, std::back_inserter(all));
        host.waiting.clear();
        host.isListed = false;
    }
    m_ready.clear();
    return all;
}

} // namespace tacklebox::transport
