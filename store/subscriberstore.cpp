// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/subscriberstore.h"

#include "store/rowid.h"
#include "store/rowuuid.h"
#include "store/subscriberrow.h"

#include <limits>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kInsert[]
    = "INSERT INTO subscriber (uuid, key, name, url, is_active, state, fields, created_at, updated_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
static constexpr char kUpdate[]
    = "UPDATE subscriber SET key = ?, name = ?, url = ?, is_active = ?, state = ?, fields = ?, updated_at = ?"
      " WHERE id = ?";
static constexpr char kDelete[] = "UPDATE subscriber SET deleted_at = ? WHERE id = ?";
static constexpr char kRevision[] = "SELECT subscriber_revision FROM profile";
static constexpr char kNextRevision[] = "UPDATE profile SET subscriber_revision = subscriber_revision + 1";
static constexpr char kSetSecret[]
    = "INSERT INTO subscriber_secret (subscriber_id, key, sealed, since) VALUES (?, ?, ?, ?)"
      " ON CONFLICT (subscriber_id, key) DO UPDATE SET previous = iif(? IS NULL, NULL, sealed),"
      " previous_until = ?, sealed = excluded.sealed, since = excluded.since";
static constexpr char kClearSecret[] = "DELETE FROM subscriber_secret WHERE subscriber_id = ? AND key = ?";
static constexpr char kSetHealth[] = "INSERT OR REPLACE INTO health (subscriber_id, failures, since, "
                                     "warned_at, reason, stopped_at, last_error)"
                                     " VALUES (?, ?, ?, ?, ?, ?, ?)";
static constexpr char kClearHealth[] = "DELETE FROM health WHERE subscriber_id = ?";
static constexpr char kWithKey[]
    = "SELECT id FROM subscriber WHERE key = ? AND key <> '' AND deleted_at IS NULL AND id <> ?";
static constexpr char kById[] = "SELECT id, deleted_at FROM subscriber WHERE id = ?";
static constexpr char kByUuid[] = "SELECT id, deleted_at FROM subscriber WHERE uuid = ?";

namespace {

tl::unexpected<Error> notFound(const QString &id)
{
    return fail({ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, id, {}, {}, 0});
}

Result<Done> checkKey(Connection &connection, const QString &key, SubscriberKey own)
{
    const auto other
        = connection.first(kWithKey, {key, own.value}, [](const Row &row) { return row.integer(0); });
    if (!other)
        return fail(other.error());
    if (*other)
        return fail({ErrorKind::Conflict, Reason::AlreadyTaken, u"key"_s, key, {}, {}, 0});
    return Done{};
}

Result<Done> writeSecrets(Connection &connection, SubscriberKey key, const SealedEdits &secrets, Instant now)
{
    for (const auto &[name, edit] : secrets) {
        const QVariant until = edit.previousUntil ? QVariant(toMillis(*edit.previousUntil)) : QVariant();
        const auto done = edit.sealed
            ? connection.run(kSetSecret, {key.value, name, *edit.sealed, toMillis(now), until, until})
            : connection.run(kClearSecret, {key.value, name});
        if (!done)
            return done;
    }
    return Done{};
}

Result<Done> noteChange(Connection &connection, SubscriberKey key)
{
    connection.changes().subscribers.insert(key);
    return connection.run(kNextRevision);
}

// A starting subscriber is active whatever stopped it; a stopped one keeps why.
SubscriberState stateAfter(bool isActive, SubscriberState before)
{
    if (isActive)
        return SubscriberState::Active;
    return before == SubscriberState::TooManyErrors ? before : SubscriberState::Stopped;
}

// What was known of its failures stays readable.
Health stoppedByHand(const Subscriber &subscriber, Instant now)
{
    Health health = subscriber.health;
    if (health.reason == StopReason::None) {
        health.reason = StopReason::ByHand;
        health.stoppedAt = now;
    }
    return health;
}

Result<Done> writeFields(Connection &connection, SubscriberKey key, const Fields &fields,
                         SubscriberState state, Instant now)
{
    const SubscriberColumns columns = columnsOf(fields);
    if (auto done = checkKey(connection, columns.key, key); !done)
        return done;
    return connection.run(kUpdate,
                          {columns.key,
                           columns.name,
                           columns.url,
                           int(columns.isActive),
                           int(state),
                           QString::fromUtf8(packedFields(fields)),
                           toMillis(now),
                           key.value});
}

struct Found
{
    SubscriberKey key;
    bool isDeleted = false;
};

Result<std::optional<Found>> lookUp(Connection &connection, const QString &id)
{
    const auto read = [](const Row &row) { return Found{{row.integer(0)}, !row.isNull(1)}; };
    if (const auto number = integerFrom(id))
        return connection.first(kById, {*number}, read);
    const QUuid uuid = QUuid::fromString(id);
    if (uuid.isNull())
        return std::optional<Found>();
    return connection.first(kByUuid, {bytesOf(uuid)}, read);
}

} // namespace

Result<SubscriberKey> insertSubscriber(Connection &connection, const QUuid &uuid, const Fields &fields,
                                       const SealedEdits &secrets, Instant now)
{
    const SubscriberColumns columns = columnsOf(fields);
    if (auto done = checkKey(connection, columns.key, {}); !done)
        return fail(done.error());
    const SubscriberState state = stateAfter(columns.isActive, SubscriberState::Stopped);
    const auto inserted = connection.run(kInsert,
                                         {bytesOf(uuid),
                                          columns.key,
                                          columns.name,
                                          columns.url,
                                          int(columns.isActive),
                                          int(state),
                                          QString::fromUtf8(packedFields(fields)),
                                          toMillis(now),
                                          toMillis(now)});
    if (!inserted)
        return fail(inserted.error());
    const SubscriberKey key{connection.lastId()};
    if (auto done = writeSecrets(connection, key, secrets, now); !done)
        return fail(done.error());
    if (auto done = noteChange(connection, key); !done)
        return fail(done.error());
    return key;
}

Result<Done> updateSubscriber(Connection &connection, SubscriberKey key, const Fields &base,
                              const Fields &changes, const SealedEdits &secrets, Instant now)
{
    const auto stored = subscriber(connection, key);
    if (!stored)
        return fail(stored.error());
    if (stored->isDeleted)
        return notFound(idOf(key).value);
    Fields fields = stored->subscriber.fields;
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        const auto known = base.constFind(change.key());
        if (known != base.constEnd() && known.value() != fields.value(change.key()))
            return fail({ErrorKind::Conflict, Reason::Unspecified, change.key(), idOf(key).value, {}, {}, 0});
        fields.insert(change.key(), change.value());
    }
    const bool isActive = columnsOf(fields).isActive;
    const SubscriberState state = stateAfter(isActive, stored->subscriber.state);
    if (auto done = writeFields(connection, key, fields, state, now); !done)
        return done;
    if (isActive != stored->subscriber.isActive) {
        if (auto done
            = writeHealth(connection, key, isActive ? Health{} : stoppedByHand(stored->subscriber, now));
            !done)
            return done;
    }
    if (auto done = writeSecrets(connection, key, secrets, now); !done)
        return done;
    return noteChange(connection, key);
}

Result<Done> writeHealth(Connection &connection, SubscriberKey key, const Health &health)
{
    if (health == Health{})
        return connection.run(kClearHealth, {key.value});
    const auto time = [](std::optional<Instant> at) { return at ? QVariant(toMillis(*at)) : QVariant(); };
    return connection.run(kSetHealth,
                          {key.value,
                           health.failures,
                           time(health.since),
                           time(health.warnedAt),
                           int(health.reason),
                           time(health.stoppedAt),
                           health.lastError});
}

Result<Done> deleteSubscriber(Connection &connection, SubscriberKey key, Instant now)
{
    if (auto done = connection.run(kDelete, {toMillis(now), key.value}); !done)
        return done;
    if (auto done = noteChange(connection, key); !done)
        return done;
    connection.changes().subscribers.remove(key);
    connection.changes().removed.insert(key);
    return Done{};
}

Result<Done> restoreSubscriber(Connection &connection, SubscriberKey key, Instant now)
{
    const auto stored = subscriber(connection, key);
    if (!stored)
        return fail(stored.error());
    // Writes the fields again, for another may have taken the key in between.
    if (auto done = writeFields(connection, key, stored->subscriber.fields, stored->subscriber.state, now);
        !done)
        return done;
    if (auto done = connection.run(kDelete, {QVariant(), key.value}); !done)
        return done;
    connection.changes().removed.remove(key);
    return noteChange(connection, key);
}

Result<Done> setSubscriberState(Connection &connection, SubscriberKey key, SubscriberState state, Instant now)
{
    const auto stored = subscriber(connection, key);
    if (!stored)
        return fail(stored.error());
    Fields fields = stored->subscriber.fields;
    fields.insert(u"active"_s, state == SubscriberState::Active);
    if (auto done = writeFields(connection, key, fields, state, now); !done)
        return done;
    return noteChange(connection, key);
}

Result<std::optional<SubscriberKey>> findSubscriberEver(Connection &connection, const SubscriberId &id)
{
    const auto found = lookUp(connection, id.value);
    if (!found)
        return fail(found.error());
    return *found ? std::optional((*found)->key) : std::nullopt;
}

Result<SubscriberKey> findSubscriber(Connection &connection, const SubscriberId &id)
{
    const auto found = lookUp(connection, id.value);
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->isDeleted)
        return notFound(id.value);
    return (*found)->key;
}

Result<qint64> subscriberRevision(Connection &connection)
{
    const auto revision = connection.first(kRevision, {}, [](const Row &row) { return row.integer(0); });
    if (!revision)
        return fail(revision.error());
    return revision->value_or(0);
}

} // namespace tacklebox::store
