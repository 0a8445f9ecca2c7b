// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/jobputoff.h"

#include "engine/jobchange.h"
#include "store/jobputoff.h"

#include <algorithm>

namespace tacklebox::engine {

JobPutOff::JobPutOff(store::Store &store, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
{
}

Async<Done> JobPutOff::hold(SubscriberKey subscriber)
{
    return m_store
        .write<int>(
            [subscriber](store::Connection &connection) { return store::holdQueued(connection, subscriber); })
        .then(this, [this, subscriber](const Result<int> &held) -> Async<Done> {
            if (!held)
                return ready<Done>(fail(held.error()));
            return *held < store::kPutOffStep ? ready<Done>(Done{}) : hold(subscriber);
        });
}

Async<qint64> JobPutOff::dropFound(JobQuery query)
{
    return m_store
        .read<QList<qint64>>({},
                             [query = std::move(query)](store::Connection &connection) {
                                 return store::droppableJobs(connection, query);
                             })
        .then(this, [this](const Result<QList<qint64>> &found) {
            return found ? drop(std::make_shared<const QList<qint64>>(*found), 0, 0)
                         : ready<qint64>(fail(found.error()));
        });
}

// The last step tells of all of them.
Async<qint64> JobPutOff::drop(Jobs jobs, qsizetype from, qint64 dropped)
{
    const qsizetype count = std::min<qsizetype>(store::kPutOffStep, jobs->size() - from);
    const bool isLast = from + count >= jobs->size();
    const auto write = [=, now = m_clock.now()](store::Connection &connection) -> Result<qint64> {
        const std::span<const qint64> step(jobs->constData() + from, size_t(count));
        const Result<int> some = store::dropJobs(connection, step);
        if (!some)
            return fail(some.error());
        const qint64 all = dropped + *some;
        if (isLast) {
            if (const Result<Done> recorded = recordDropped(connection, all, now); !recorded)
                return fail(recorded.error());
        }
        return all;
    };
    return m_store.write<qint64>(write).then(this, [=, this](const Result<qint64> &all) -> Async<qint64> {
        if (!all || isLast)
            return ready<qint64>(all);
        return drop(jobs, from + count, *all);
    });
}

Async<QList<Result<CancelledEvent>>> JobPutOff::cancel(QList<EventId> events)
{
    return m_store.write<QList<Result<CancelledEvent>>>(
        [events = std::move(events), now = m_clock.now()](store::Connection &connection) {
            return cancelEvents(connection, events, now);
        });
}

} // namespace tacklebox::engine
