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

    // How far the cache answers for the server.
    struct Reach
    {
        Instant at; // when it was read
        std::optional<qint64> lookedThrough; // as of Page
    };

    // Reads what the server has for the query, whether it was read before or not. Of a server that numbers
    // its pages no more than the jobs sent last, up to a bound.
    Async<Done> gather(const JobQuery &query, std::stop_token stop);
    // None: it was not read by this process, or something kept it from being read to its end.
    [[nodiscard]] std::optional<Reach> reach(const JobQuery &query) const;
    // It was so a moment ago, or is being read, or couldn't be just now.
    [[nodiscard]] bool isFresh(const JobQuery &query) const;
    // None of it was read a moment ago: what is asked next is read again.
    void forgetTries();
    // One subscriber's, of a server that lists them so.
    Async<Done> fetch(const SubscriberId &subscriber, std::stop_token stop);

private:
    using LookedThrough = std::optional<qint64>;

    // One thing to read: all there is, one subscriber's, or what the server gives for a query.
    struct Gathering
    {
        JobQuery what;
        int underWay = 0;
        std::optional<std::chrono::milliseconds> triedAt; // by Clock::running()
        std::optional<Reach> reach; // of the last time that it was read to its end
    };
    // Page by page, in the order in which they were sent last.
    struct Walk
    {
        JobQuery next;
        std::optional<Instant> sentFrom; // where it may end
        qint64 rows = 0;
        int pages = 0;
    };

    [[nodiscard]] QList<JobQuery> partsOf(const JobQuery &query) const;
    [[nodiscard]] const Gathering *find(const JobQuery &what) const;
    [[nodiscard]] std::optional<Reach> reachOf(const QList<JobQuery> &parts) const;
    Gathering &noteOf(const JobQuery &what);
    Async<LookedThrough> gatherAll(const JobQuery &query, std::stop_token stop);
    Async<LookedThrough> walk(const Walk &so, std::stop_token stop);
    Async<Done> gatherListed(const SubscriberQuery &query, const QList<SubscriberId> &before,
                             std::stop_token stop);
    Async<Done> gatherFrom(QList<SubscriberId> subscribers, std::stop_token stop);

    RemoteSubscribers::Parts m_parts;
    Others m_others;
    std::deque<Gathering> m_gatherings; // the latest first
};

} // namespace tacklebox::dialects
