// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/cachedsubscriberrow.h"

#include "store/subscriberrow.h"

#include <QJsonArray>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

namespace {

QJsonValue packedTime(const std::optional<Instant> &time)
{
    return time ? QJsonValue(toMillis(*time)) : QJsonValue();
}

std::optional<Instant> timeFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(fromMillis(value.toInteger())) : std::nullopt;
}

// Each as whether it is set, and since when.
QByteArray packedSecrets(const SecretStates &secrets)
{
    Fields packed;
    for (auto secret = secrets.begin(); secret != secrets.end(); ++secret)
        packed.insert(secret.key(), QJsonArray{secret->isSet, packedTime(secret->since)});
    return packedFields(packed);
}

QByteArray packedHealth(const Health &health)
{
    if (health == Health{})
        return "{}";
    return packedFields({{u"failures"_s, health.failures},
                         {u"since"_s, packedTime(health.since)},
                         {u"warned_at"_s, packedTime(health.warnedAt)},
                         {u"reason"_s, int(health.reason)},
                         {u"stopped_at"_s, packedTime(health.stoppedAt)},
                         {u"last_error"_s, health.lastError}});
}

Health healthFrom(const QByteArray &json)
{
    const Fields packed = unpackedFields(json);
    return {packed.value(u"failures"_s).toInt(),
            timeFrom(packed.value(u"since"_s)),
            timeFrom(packed.value(u"warned_at"_s)),
            StopReason(packed.value(u"reason"_s).toInt()),
            timeFrom(packed.value(u"stopped_at"_s)),
            packed.value(u"last_error"_s).toString()};
}

qint64 millisOf(const std::optional<Instant> &time)
{
    return time ? toMillis(*time) : 0;
}

} // namespace

Values cachedValues(ConnectionKey key, const Subscriber &subscriber, Instant now)
{
    return {key.value,
            subscriber.id.value,
            toMillis(now),
            subscriber.uuid,
            subscriber.name,
            subscriber.url,
            int(subscriber.state),
            int(subscriber.isActive),
            QString::fromUtf8(packedFields(subscriber.fields)),
            QString::fromUtf8(packedSecrets(subscriber.secrets)),
            millisOf(subscriber.createdAt),
            millisOf(subscriber.updatedAt),
            millisOf(subscriber.lastSentAt),
            subscriber.failedLastDay,
            QString::fromUtf8(packedHealth(subscriber.health))};
}

Subscriber cachedSubscriberFrom(const Row &row, const QString &connectionName)
{
    Subscriber subscriber;
    subscriber.id = {row.text(0)};
    subscriber.connection = connectionName;
    subscriber.uuid = row.text(1);
    subscriber.name = row.text(2);
    subscriber.url = row.text(3);
    subscriber.state = SubscriberState(row.integer(4));
    subscriber.isActive = row.integer(5) != 0;
    subscriber.fields = unpackedFields(row.bytes(6));
    subscriber.secrets = secretStatesFrom(row.bytes(7));
    subscriber.createdAt = row.instantOrNone(8);
    subscriber.updatedAt = row.instantOrNone(9);
    subscriber.lastSentAt = row.instantOrNone(10);
    subscriber.failedLastDay = row.integer(11);
    subscriber.health = healthFrom(row.bytes(12));
    return subscriber;
}

SecretStates secretStatesFrom(const QByteArray &json)
{
    SecretStates secrets;
    const Fields packed = unpackedFields(json);
    for (auto secret = packed.begin(); secret != packed.end(); ++secret) {
        const QJsonArray parts = secret->toArray();
        secrets.insert(secret.key(), SecretState{parts.at(0).toBool(), timeFrom(parts.at(1))});
    }
    return secrets;
}

SecretStates withKnown(SecretStates read, const SecretStates &known)
{
    for (auto secret = known.begin(); secret != known.end(); ++secret) {
        if (!read.contains(secret.key()))
            read.insert(secret.key(), *secret);
        else if (SecretState &state = read[secret.key()]; state.isSet && secret->isSet && !state.since)
            state.since = secret->since;
    }
    return read;
}

// Empty is known to be empty where the dialect says that it was told.
Subscriber merged(const Subscriber &known, Subscriber read)
{
    if (read.uuid.isEmpty())
        read.uuid = known.uuid;
    if (read.name.isEmpty() && !read.told.testFlag(Told::Name))
        read.name = known.name;
    if (read.url.isEmpty() && !read.told.testFlag(Told::Url))
        read.url = known.url;
    if (read.state == SubscriberState::Unknown && !read.told.testFlag(Told::State)) {
        read.state = known.state;
        read.isActive = known.isActive;
    }
    for (auto field = known.fields.begin(); field != known.fields.end(); ++field) {
        if (!read.fields.contains(field.key()))
            read.fields.insert(field.key(), field.value());
    }
    read.secrets = withKnown(std::move(read.secrets), known.secrets);
    for (auto time : {&Subscriber::createdAt, &Subscriber::updatedAt, &Subscriber::lastSentAt}) {
        if (!(read.*time))
            read.*time = known.*time;
    }
    return read;
}

} // namespace tacklebox::store
