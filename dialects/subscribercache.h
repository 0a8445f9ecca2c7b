// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is cached of a connection's subscribers, and what a list of the server's changes of it. Runs inside a
// change or question of the store.
#pragma once

#include "store/remotecache.h"

namespace tacklebox::dialects {

// What is new in the cache, or not as it was, and what is gone.
struct SubscriberDifference
{
    QList<Subscriber> changed;
    QList<SubscriberId> removed;
};

enum class Listing {
    Whole, // what it doesn't have is gone
    Cut, // the server has more than it gave
    Narrowed, // asked for a part; the list is not noted as read
};

Result<QHash<SubscriberId, Subscriber>> allCached(store::Connection &connection, store::ConnectionKey key);

Result<SubscriberDifference> takeListed(store::Connection &connection, store::ConnectionKey key,
                                        const QList<Subscriber> &rows, Listing listing, Instant now);

} // namespace tacklebox::dialects
