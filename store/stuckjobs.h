// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Jobs that nothing would ever move again, and attempts of none. Found by a question that reads every job;
// mended inside a change, by whoever holds the deliverer's lock.
#pragma once

#include "core/instant.h"
#include "store/connection.h"

namespace tacklebox::store {

enum class Stuck {
    LeftInSending, // by a process that ended
    WithoutTime, // waiting or retrying, and never due
    WithTime, // in a state in which nothing is due
    OfDeletedSubscriber, // owed to nobody
    WithoutEvent, // what it would send is gone
    HeldForNothing, // its subscriber is active, and nothing stands in the way
    StrayAttempts,
};

inline constexpr Stuck kEveryStuck[] = {Stuck::LeftInSending,
                                        Stuck::WithoutTime,
                                        Stuck::WithTime,
                                        Stuck::OfDeletedSubscriber,
                                        Stuck::WithoutEvent,
                                        Stuck::HeldForNothing,
                                        Stuck::StrayAttempts};

// `hindered`: active subscribers that can't be sent to as they stand. Theirs are held for something.
Result<qint64> countStuck(Connection &connection, Stuck stuck, const QList<SubscriberKey> &hindered);

// Makes them due, drops them, or takes them away. Answers how many.
Result<qint64> mendStuck(Connection &connection, Stuck stuck, const QList<SubscriberKey> &hindered,
                         Instant now);

} // namespace tacklebox::store
