// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection's jobs: asked of the server where it can answer the question, else out of the cache, over
// everything that the server gave.
//
// Threads: as Caller.
#pragma once

#include "backend/backend.h"
#include "dialects/remotesubscribers.h"

#include <deque>

namespace tacklebox::dialects {

class RemoteJobs final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed.
    RemoteJobs(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent = nullptr);

    Async<Page<Job>> list(JobQuery query, std::stop_token stop);
    Async<qint64> count(JobQuery query, std::stop_token stop);
    // From the server where it shows one alone, else as the list told it: these APIs show no attempts.
    Async<JobDetail> show(JobId id, std::stop_token stop);
    // One request after the other; one answer an id.
    Async<QList<JobAnswer>> replay(ReplayRequest request);

signals:
    void changed(const tacklebox::JobNews &news);
    void subscribersSeen(const QList<tacklebox::Subscriber> &subscribers); // for the first time, in jobs

private:
    // What the server answered a moment ago, for a page that asks again.
    struct Answered
    {
        JobQuery query;
        Page<Job> page;
        std::chrono::milliseconds at{0};
    };

    Async<Page<Job>> answered(const JobQuery &query, std::stop_token stop);
    Async<Page<Job>> ask(const JobQuery &query, std::stop_token stop);
    void askBehind(const JobQuery &query);
    Async<Page<Job>> gathered(const JobQuery &query, std::stop_token stop);
    Async<Page<Job>> cached(const JobQuery &query, std::stop_token stop);
    Async<Done> gather(const JobQuery &query, std::stop_token stop);
    Async<Done> gatherFrom(QList<SubscriberId> subscribers, const JobQuery &query, std::stop_token stop);
    Async<Done> fetch(const JobQuery &query, const SubscriberId &subscriber, std::stop_token stop);
    Async<Done> keep(const QList<Job> &jobs);
    Async<JobDetail> keepShown(const Job &job);
    Async<JobDetail> shown(const JobId &id, std::stop_token stop);
    Async<JobDetail> seen(const JobId &id, std::stop_token stop);
    Async<QList<JobAnswer>> replayOneByOne(QList<JobId> left, QList<JobAnswer> done);
    // Null: the server hasn't just answered that.
    [[nodiscard]] const Page<Job> *justAnswered(const JobQuery &query) const;

    RemoteSubscribers::Parts m_parts;
    RemoteSubscribers &m_subscribers;
    std::deque<Answered> m_answered; // the latest first
    std::optional<JobQuery> m_asking; // behind a page that the cache answered
    std::optional<std::chrono::milliseconds> m_gatheredAt;
    bool m_isGathering = false;
    RouteRest m_showRest{m_parts.caller, m_parts.clock};
};

} // namespace tacklebox::dialects
