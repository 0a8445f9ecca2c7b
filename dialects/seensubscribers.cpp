// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/seensubscribers.h"

#include <QSet>

namespace tacklebox::dialects {

namespace {

// None: the job tells nothing new.
std::optional<Subscriber> seenIn(const Job &job, const Result<Subscriber> &known)
{
    if (known && (!known->url.isEmpty() || job.callbackUrl.isEmpty()))
        return std::nullopt;
    Subscriber seen;
    seen.id = job.subscriberId;
    seen.name = known && !known->name.isEmpty() ? known->name : job.subscriberName; // a person's name stays
    seen.url = job.callbackUrl;
    return seen;
}

} // namespace

Result<QList<Subscriber>> keepSeen(store::Connection &connection, store::ConnectionKey key,
                                   const QList<Job> &jobs, Instant now)
{
    const auto listedAt = store::cachedAt(connection, key, store::Cached::Subscribers);
    if (!listedAt)
        return fail(listedAt.error());
    QList<Subscriber> kept;
    QSet<SubscriberId> looked;
    for (const Job &job : jobs) {
        if (*listedAt || job.subscriberId.isEmpty() || looked.contains(job.subscriberId))
            continue;
        looked.insert(job.subscriberId);
        const auto known = store::cachedSubscriber(connection, key, job.subscriberId);
        if (!known && known.error().kind != ErrorKind::NotFound)
            return fail(known.error());
        const auto seen = seenIn(job, known);
        if (!seen)
            continue;
        if (const auto done = store::mergeCached(connection, key, *seen, now); !done)
            return fail(done.error());
        const auto row = store::cachedSubscriber(connection, key, job.subscriberId);
        if (!row)
            return fail(row.error());
        kept.append(*row);
    }
    return kept;
}

} // namespace tacklebox::dialects
