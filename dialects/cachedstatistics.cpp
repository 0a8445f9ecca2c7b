// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/cachedstatistics.h"

#include <array>
#include <utility>

using namespace std::chrono_literals;

namespace tacklebox::dialects {

Result<Statistics> statisticsOf(store::Connection &connection, store::ConnectionKey key, Instant now)
{
    Statistics statistics;
    statistics.dayFrom = now - 24h;
    SubscriberQuery every;
    every.page.size = 1;
    every.count = true;
    const auto subscribers = store::cachedSubscribers(connection, key, every);
    if (!subscribers)
        return fail(subscribers.error());
    statistics.subscribers = subscribers->count.value_or(0);
    JobQuery failed;
    failed.states = {JobState::Failed};
    JobQuery failedLately = failed;
    failedLately.sentFrom = statistics.dayFrom;
    JobQuery deliveredLately = failedLately;
    deliveredLately.states = {JobState::Delivered};
    const std::array<std::pair<JobQuery, qint64 *>, 4> counts{{
        {JobQuery{}, &statistics.jobs},
        {failed, &statistics.unread},
        {failedLately, &statistics.failedLastDay},
        {deliveredLately, &statistics.deliveredLastDay},
    }};
    for (const auto &[query, target] : counts) {
        const auto count = store::countCachedJobs(connection, key, query);
        if (!count)
            return fail(count.error());
        *target = *count;
    }
    return statistics;
}

} // namespace tacklebox::dialects
