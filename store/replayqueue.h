// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a running replay does, a few jobs at a time: a job leaves the run in the same transaction in which
// it is set free or in which its try is recorded, so whoever dies in between neither loses nor doubles it.
#pragma once

#include "core/replay.h"
#include "store/jobqueue.h"
#include "store/subscriberstore.h"

namespace tacklebox::store {

struct Released
{
    QList<qint64> jobs;
    QSet<SubscriberKey> subscribers; // whose queues are longer now
    bool isCrowded = false; // enough of those set free before have no answer yet: nothing was done
    bool isOver = false; // nothing is left to do for it now
};

// The next `limit` jobs of a running one wait for their delivery, due at once. While more than half of
// `before` have no answer yet, it is crowded. Jobs under way wait for their end.
Result<Released> releaseJobs(Connection &connection, ReplayKey key, int limit, const QList<qint64> &before,
                             Instant now);

// A job of a diverted run with all that a try by hand needs.
struct DivertedJob
{
    ClaimedJob job;
    QString ownUrl;
};

struct DivertedBatch
{
    std::vector<DivertedJob> jobs;
    std::vector<StoredSubscriber> subscribers; // of these jobs
    QList<JobKey> lost; // gone, or their subscriber is
    bool isLast = false; // nothing is behind them
};

// Those behind `after` that are not under way, in a question.
Result<DivertedBatch> divertedJobs(Connection &connection, ReplayKey key, JobKey after, int limit);

struct DivertedTry
{
    JobKey job;
    std::optional<Attempt> attempt; // none: it is left out
    QString why; // technical, for one that is left out
};

struct Recorded
{
    std::vector<DivertedTry> again; // to come with later: they are under way just now
    bool isOver = false;
};

// Records the tries: the jobs keep their state and their time, but for one whose edited body its own
// receiver took, which is delivered.
Result<Recorded> recordDiverted(Connection &connection, ReplayKey key, const std::vector<DivertedTry> &tries,
                                Instant now);

} // namespace tacklebox::store
