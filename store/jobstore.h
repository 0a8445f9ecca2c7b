// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reading jobs: lists, one in detail, figures. Runs inside a question of the store.
#pragma once

#include "core/job.h"
#include "store/connection.h"

namespace tacklebox::store {

// Keyset paging: a page's cursors go on where its rows end, whatever arrives in between.
Result<Page<Job>> listJobs(Connection &connection, const JobQuery &query);
Result<qint64> countJobs(Connection &connection, const JobQuery &query);

// By integer or UUID; NotFound names it.
Result<JobKey> findJob(Connection &connection, const JobId &id);
Result<JobDetail> jobDetail(Connection &connection, const JobId &id);
Result<QList<Job>> jobs(Connection &connection, const QList<JobKey> &keys);

struct JobFigures
{
    qint64 subscribers = 0;
    qint64 jobs = 0;
    qint64 queued = 0; // waiting, sending and retrying
    qint64 deliveredLastDay = 0;
    Instant dayFrom; // where the last 24 h begin
    qint64 failedLastDay = 0;
    qint64 troubled = 0; // failed and blocked now
    std::optional<Instant> oldestDue;
    qint64 databaseBytes = 0;
};

Result<JobFigures> jobFigures(Connection &connection, Instant now);

// True when nothing is waiting, sending or retrying, and no replay goes on.
Result<bool> isIdle(Connection &connection);

} // namespace tacklebox::store
