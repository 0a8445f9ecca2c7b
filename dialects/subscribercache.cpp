// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/subscribercache.h"

namespace tacklebox::dialects {

namespace {

constexpr int kSubscribersRead = 1000;

Result<Done> mergeListed(store::Connection &connection, store::ConnectionKey key,
                         const QList<Subscriber> &rows, Listing listing, Instant now)
{
    if (listing == Listing::Cut) {
        if (auto done = store::noteCached(connection, key, store::Cached::Subscribers, now); !done)
            return done;
    }
    for (const Subscriber &row : rows) {
        if (auto done = store::mergeCached(connection, key, row, now); !done)
            return done;
    }
    return Done{};
}

} // namespace

Result<QHash<SubscriberId, Subscriber>> allCached(store::Connection &connection, store::ConnectionKey key)
{
    QHash<SubscriberId, Subscriber> all;
    SubscriberQuery query;
    query.page.size = kSubscribersRead;
    do {
        auto page = store::cachedSubscribers(connection, key, query);
        if (!page)
            return fail(page.error());
        for (Subscriber &row : page->rows)
            all.insert(row.id, std::move(row));
        query.page.cursor = page->next;
    } while (!query.page.cursor.isEmpty());
    return all;
}

Result<SubscriberDifference> takeListed(store::Connection &connection, store::ConnectionKey key,
                                        const QList<Subscriber> &rows, Listing listing, Instant now)
{
    auto before = allCached(connection, key);
    if (!before)
        return fail(before.error());
    const auto done = listing == Listing::Whole ? store::replaceCached(connection, key, rows, now)
                                                : mergeListed(connection, key, rows, listing, now);
    if (!done)
        return fail(done.error());
    const auto after = allCached(connection, key);
    if (!after)
        return fail(after.error());
    SubscriberDifference difference;
    for (const Subscriber &row : *after) {
        if (before->take(row.id) != row)
            difference.changed.append(row);
    }
    difference.removed = before->keys();
    return difference;
}

} // namespace tacklebox::dialects
