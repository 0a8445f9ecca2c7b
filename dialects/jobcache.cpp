// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/jobcache.h"

#include "dialects/seensubscribers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

// Where an API lists jobs by subscriber, they don't name it: the cache does.
QList<Job> named(store::Connection &connection, store::ConnectionKey key, QList<Job> jobs)
{
    QHash<SubscriberId, Subscriber> known;
    for (Job &job : jobs) {
        if (job.subscriberId.isEmpty() || !job.callbackUrl.isEmpty())
            continue;
        if (!known.contains(job.subscriberId))
            known.insert(job.subscriberId,
                         store::cachedSubscriber(connection, key, job.subscriberId).value_or(Subscriber{}));
        const Subscriber &subscriber = known[job.subscriberId];
        if (job.subscriberName.isEmpty())
            job.subscriberName = subscriber.name;
        job.callbackUrl = subscriber.url;
    }
    return jobs;
}

// What the cache has of a job stays where an answer doesn't tell it.
void fillIn(Job &told, const Job &known)
{
    for (auto member : {&Job::eventType,
                        &Job::status,
                        &Job::subscriberName,
                        &Job::callbackUrl,
                        &Job::orderId,
                        &Job::address}) {
        if ((told.*member).isEmpty())
            told.*member = known.*member;
    }
    if (told.subscriberId.isEmpty())
        told.subscriberId = known.subscriberId;
    // A code that was answered before the last sending isn't the answer to that.
    const bool isSentSince = told.lastSentAt && known.lastSentAt && *told.lastSentAt > *known.lastSentAt;
    if (!told.statusCode && !isSentSince) {
        told.statusCode = known.statusCode;
        told.state = known.state;
    }
    if (!told.attempts)
        told.attempts = known.attempts;
    if (told.createdAt == Instant{})
        told.createdAt = known.createdAt;
    if (!told.lastSentAt)
        told.lastSentAt = known.lastSentAt;
}

} // namespace

Result<QList<Subscriber>> keepJobs(store::Connection &connection, store::ConnectionKey key,
                                   const QList<Job> &jobs, Instant now)
{
    QList<Job> whole = named(connection, key, jobs);
    for (Job &job : whole) {
        if (const auto known = store::cachedJob(connection, key, job.id))
            fillIn(job, *known);
    }
    if (const auto merged = store::mergeCached(connection, key, whole, now); !merged)
        return fail(merged.error());
    return keepSeen(connection, key, jobs, now);
}

Result<Job> keepShown(store::Connection &connection, store::ConnectionKey key, Job job, Instant now)
{
    if (const auto listed = store::cachedJob(connection, key, job.id))
        fillIn(job, *listed);
    if (const auto merged = store::mergeCached(connection, key, named(connection, key, {job}), now); !merged)
        return fail(merged.error());
    return store::cachedJob(connection, key, job.id);
}

Result<QList<SubscriberId>> subscribersBy(store::Connection &connection, store::ConnectionKey key,
                                          const QList<SubscriberId> &ids, const QString &member)
{
    QList<SubscriberId> named;
    for (const SubscriberId &id : ids) {
        const auto known = store::cachedSubscriber(connection, key, id);
        if (!known && known.error().kind != ErrorKind::NotFound)
            return fail(known.error());
        QString text = known ? known->fields.value(member).toString() : QString();
        if (known && text.isEmpty() && member == "name"_L1)
            text = known->name;
        named.append(text.isEmpty() ? id : SubscriberId{text});
    }
    return named;
}

Result<QList<JobId>> jobIdsOf(store::Connection &connection, store::ConnectionKey key, JobQuery query)
{
    QList<JobId> ids;
    query.page = {1, 1000, {}};
    do {
        const auto page = store::cachedJobs(connection, key, query);
        if (!page)
            return fail(page.error());
        for (const Job &job : page->rows)
            ids.append(job.id);
        query.page.cursor = page->next;
    } while (!query.page.cursor.isEmpty());
    return ids;
}

} // namespace tacklebox::dialects
