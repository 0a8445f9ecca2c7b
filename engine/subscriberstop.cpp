// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/subscriberstop.h"

#include "engine/activitylog.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

Result<Done> tell(store::Connection &connection, const HealthChange &change, ActivityVerb verb, Instant now)
{
    const Result<store::StoredSubscriber> stored = store::subscriber(connection, change.subscriber);
    if (!stored)
        return fail(stored.error());
    ActivityEntry entry;
    entry.at = now;
    entry.verb = verb;
    entry.connection = u"local"_s;
    entry.subject = stored->subscriber.name;
    entry.subjectId = QString::number(change.subscriber.value);
    entry.amount = change.health.failures;
    return recordActivity(connection, std::move(entry));
}

} // namespace

Result<Done> recordHealth(store::Connection &connection, const HealthChange &change, Instant now)
{
    if (change.isStopped) {
        const auto stopped
            = store::setSubscriberState(connection, change.subscriber, SubscriberState::TooManyErrors, now);
        if (!stopped)
            return stopped;
    }
    if (const auto written = store::writeHealth(connection, change.subscriber, change.health); !written)
        return written;
    connection.changes().subscribers.insert(change.subscriber);
    if (change.isStopped)
        return tell(connection, change, ActivityVerb::SubscriberStopped, now);
    if (change.isWarned)
        return tell(connection, change, ActivityVerb::SubscriberWarned, now);
    return Done{};
}

} // namespace tacklebox::engine
