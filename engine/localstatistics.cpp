// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localstatistics.h"

#include "store/jobstore.h"

namespace tacklebox::engine {

Result<Statistics> statisticsOf(store::Connection &connection, Instant now)
{
    const Result<store::JobFigures> figures = store::jobFigures(connection, now);
    if (!figures)
        return fail(figures.error());
    Statistics statistics;
    statistics.subscribers = figures->subscribers;
    statistics.jobs = figures->jobs;
    statistics.queued = figures->queued;
    statistics.deliveredLastDay = figures->deliveredLastDay;
    statistics.failedLastDay = figures->failedLastDay;
    statistics.dayFrom = figures->dayFrom;
    statistics.unread = figures->troubled;
    statistics.oldestDue = figures->oldestDue;
    statistics.databaseBytes = figures->databaseBytes;
    return statistics;
}

} // namespace tacklebox::engine
