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

void fillIn(Job &shown, const Job &listed)
{
    for (auto member : {&Job::eventType,
                        &Job::status,
                        &Job::subscriberName,
                        &Job::callbackUrl,
                        &Job::orderId,
                        &Job::address}) {
        if ((shown.*member).isEmpty())
            shown.*member = listed.*member;
    }
    if (shown.subscriberId.isEmpty())
        shown.subscriberId = listed.subscriberId;
    if (!shown.statusCode) {
        shown.statusCode = listed.statusCode;
        shown.state = listed.state;
    }
    shown.attempts = std::max(shown.attempts, listed.attempts);
    if (shown.createdAt == Instant{})
        shown.createdAt = listed.createdAt;
    if (!shown.lastSentAt)
        shown.lastSentAt = listed.lastSentAt;
}

} // namespace

Result<QList<Subscriber>> keepJobs(store::Connection &connection, store::ConnectionKey key,
                                   const QList<Job> &jobs, Instant now)
{
    if (const auto merged = store::mergeCached(connection, key, named(connection, key, jobs), now); !merged)
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
