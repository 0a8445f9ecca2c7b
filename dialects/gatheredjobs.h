// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Jobs of a server that can't answer the question: what it has is read into the cache, subscriber by
// subscriber where it lists them so, and the cache answers.
//
// Threads: as Caller.
#pragma once

#include "dialects/serverjobs.h"

#include <deque>

namespace tacklebox::dialects {

class GatheredJobs final : public QObject
{
    Q_OBJECT

public:
    struct Others
    {
        RemoteSubscribers &subscribers;
        JobKeeping &keeping;
        ServerJobs &server;
    };

    // All is borrowed.
    GatheredJobs(RemoteSubscribers::Parts parts, const Others &others, QObject *parent = nullptr);

    // Reads what the server has for the query, whether it was read before or not.
    Async<Done> gather(const JobQuery &query, std::stop_token stop);
    // It was, by this process, and nothing kept it from being read whole.
    [[nodiscard]] bool wasGathered(const JobQuery &query) const;
    // It was so a moment ago, or is being read, or couldn't be just now.
    [[nodiscard]] bool isFresh(const JobQuery &query) const;
    // None of it was read a moment ago: what is asked next is read again.
    void forgetTries();
    // One subscriber's, of a server that lists them so.
    Async<Done> fetch(const SubscriberId &subscriber, std::stop_token stop);

private:
    // One thing to read: all there is, one subscriber's, or what the server gives for a query.
    struct Gathering
    {
        JobQuery what;
        int underWay = 0;
        std::optional<std::chrono::milliseconds> triedAt; // by Clock::running(), as the next
        std::optional<std::chrono::milliseconds> gatheredAt; // with success
    };

    [[nodiscard]] QList<JobQuery> partsOf(const JobQuery &query) const;
    [[nodiscard]] const Gathering *find(const JobQuery &what) const;
    template<typename Is>
    [[nodiscard]] bool holds(const JobQuery &query, Is is) const;
    Gathering &noteOf(const JobQuery &what);
    Async<Done> gatherAll(const JobQuery &query, std::stop_token stop);
    Async<Done> gatherFrom(QList<SubscriberId> subscribers, std::stop_token stop);

    RemoteSubscribers::Parts m_parts;
    Others m_others;
    std::deque<Gathering> m_gatherings; // the latest first
};

} // namespace tacklebox::dialects
