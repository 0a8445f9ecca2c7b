// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection's jobs: asked of the server where it can answer the question, else out of the cache, over
// everything that the server gave.
//
// Threads: as Caller.
#pragma once

#include "backend/backend.h"
#include "dialects/jobreplays.h"

namespace tacklebox::dialects {

class RemoteJobs final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed.
    RemoteJobs(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent = nullptr);

    // What follows a page of the cache comes from the cache, and what follows one of the server from there.
    Async<Page<Job>> list(JobQuery query, std::stop_token stop);
    // A first page without waiting for the server, unless askAnew() was called. None: nothing is cached yet.
    Async<std::optional<Page<Job>>> listKept(JobQuery query, std::stop_token stop);
    Async<qint64> count(JobQuery query, std::stop_token stop);
    // From the server where it shows one alone, else as the list told it: these APIs show no attempts.
    Async<JobDetail> show(JobId id, std::stop_token stop);
    // The next list asks the server, however lately it was asked the same.
    void forgetAnswers();
    // The same, and that list waits for it: where the server is away alone, the cache answers.
    void askAnew();
    // One request after the other; one answer an id.
    Async<QList<JobAnswer>> replay(ReplayRequest request);

signals:
    void changed(const tacklebox::JobNews &news);
    void subscribersSeen(const QList<tacklebox::Subscriber> &subscribers); // for the first time, in jobs

private:
    Async<Page<Job>> answered(const JobQuery &query, std::stop_token stop);
    Async<Page<Job>> ask(const JobQuery &query, std::stop_token stop);
    void askBehind(const JobQuery &query);
    Async<Page<Job>> gathered(const JobQuery &query, std::stop_token stop);
    Async<Page<Job>> gatheredFirst(const JobQuery &query, std::stop_token stop);
    void gatherBehind(const JobQuery &query);
    Async<Page<Job>> kept(const JobQuery &query, std::stop_token stop); // as far as it was gathered
    Async<Page<Job>> cached(const JobQuery &query, std::stop_token stop);
    Async<JobDetail> shown(const JobId &id, std::stop_token stop);

    RemoteSubscribers::Parts m_parts;
    JobKeeping m_keeping;
    ServerJobs m_server;
    GatheredJobs m_gathering;
    JobReplays m_replays;
    RouteRest m_showRest;
    std::optional<JobQuery> m_asking; // behind a page that the cache answered
    bool m_isAskedAnew = false; // until the next list
};

} // namespace tacklebox::dialects
