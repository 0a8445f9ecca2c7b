// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/subscriberstop.h"

#include "engine/activitylog.h"
#include "store/jobqueue.h"

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

Result<bool> startAfterTest(store::Connection &connection, const SubscriberId &id, Instant now)
{
    const Result<SubscriberKey> key = store::findSubscriber(connection, id);
    if (!key)
        return fail(key.error());
    const Result<store::StoredSubscriber> stored = store::subscriber(connection, *key);
    if (!stored)
        return fail(stored.error());
    if (stored->subscriber.state != SubscriberState::TooManyErrors)
        return false;
    if (const auto started = store::setSubscriberState(connection, *key, SubscriberState::Active, now);
        !started)
        return fail(started.error());
    if (const auto well = store::writeHealth(connection, *key, {}); !well)
        return fail(well.error());
    if (const auto released = store::releaseHeld(connection, *key, now); !released)
        return fail(released.error());
    if (const auto told = tell(connection, {*key, {}}, ActivityVerb::SubscriberStarted, now); !told)
        return fail(told.error());
    return true;
}

} // namespace tacklebox::engine
