// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/jobkeeping.h"

#include "dialects/jobcache.h"
#include "store/store.h"

namespace tacklebox::dialects {

JobKeeping::JobKeeping(RemoteSubscribers::Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

Async<Done> JobKeeping::keep(const QList<Job> &jobs)
{
    using Seen = QList<Subscriber>;
    return m_parts.store
        .write<Seen>([key = m_parts.key, jobs, now = m_parts.clock.now()](store::Connection &connection) {
            return keepJobs(connection, key, jobs, now);
        })
        .then(this, [this](const Result<Seen> &seen) -> Result<Done> {
            if (!seen)
                return fail(seen.error());
            if (!seen->isEmpty())
                emit subscribersSeen(*seen);
            return Done{};
        });
}

Async<Done> JobKeeping::noteRead(Narrowing narrowing)
{
    return m_parts.store.write<Done>([key = m_parts.key, narrowing, now = m_parts.clock.now()](
                                         store::Connection &connection) -> Result<Done> {
        const auto at = store::cachedAt(connection, key, store::Cached::Jobs);
        if (!at)
            return fail(at.error());
        if (narrowing == Narrowing::Some && *at)
            return Done{};
        return store::noteCached(connection, key, store::Cached::Jobs, now);
    });
}

Async<Job> JobKeeping::keepShown(const Job &job)
{
    return m_parts.store.write<Job>(
        [key = m_parts.key, job, now = m_parts.clock.now()](store::Connection &connection) {
            return dialects::keepShown(connection, key, job, now);
        });
}

Async<Job> JobKeeping::seen(const JobId &id, std::stop_token stop)
{
    return m_parts.store.read<Job>(std::move(stop), [key = m_parts.key, id](store::Connection &connection) {
        return store::cachedJob(connection, key, id);
    });
}

Async<JobDetail> JobKeeping::seenWithAge(const JobId &id, std::stop_token stop)
{
    return m_parts.store.read<JobDetail>(std::move(stop),
                                         [key = m_parts.key, id](store::Connection &connection) {
                                             return store::cachedJobDetail(connection, key, id);
                                         });
}

} // namespace tacklebox::dialects
