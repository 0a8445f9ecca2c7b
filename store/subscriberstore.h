// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Subscribers of the embedded engine, their sealed secrets among them. Each function runs inside a
// change or question of the store.
#pragma once

#include "core/subscriber.h"
#include "store/connection.h"

#include <QUuid>

#include <map>

namespace tacklebox::store {

// A secret as it rests: sealed bytes, or none to clear it. The one before stays beside it until then.
struct SealedEdit
{
    std::optional<QByteArray> sealed;
    std::optional<Instant> previousUntil;
};
using SealedEdits = std::map<QString, SealedEdit>;

struct SealedSecret
{
    QByteArray newest;
    QByteArray previous; // empty: none
    Instant previousUntil;
};

struct StoredSubscriber
{
    SubscriberKey key;
    QUuid uuid;
    Subscriber subscriber; // its connection is left to the caller
    QMap<QString, SealedSecret> sealed; // by the secret field's key
    bool isDeleted = false;
};

// The caller chooses the UUID (newUuid), for it is part of what seals a secret. A key that another
// subscriber has is a Conflict (AlreadyTaken at `key`).
Result<SubscriberKey> insertSubscriber(Connection &connection, const QUuid &uuid, const Fields &fields,
                                       const SealedEdits &secrets, Instant now);

// Writes the changed fields. A field that no longer has the value that `base` knew is a Conflict at
// that field; one that the base doesn't know is not compared. Starting or stopping follows `active`.
Result<Done> updateSubscriber(Connection &connection, SubscriberKey key, const Fields &base,
                              const Fields &changes, const SealedEdits &secrets, Instant now);

// Soft: its jobs keep its name and URL.
Result<Done> deleteSubscriber(Connection &connection, SubscriberKey key, Instant now);
Result<Done> restoreSubscriber(Connection &connection, SubscriberKey key, Instant now);

// The engine stops (TooManyErrors) or starts one; `active` follows.
Result<Done> setSubscriberState(Connection &connection, SubscriberKey key, SubscriberState state,
                                Instant now);

// What the deliverer saw of it; a healthy one leaves no row. Doesn't count as an edit of the subscriber.
Result<Done> writeHealth(Connection &connection, SubscriberKey key, const Health &health);

// By integer or UUID; NotFound names it. Deleted ones are not found.
Result<SubscriberKey> findSubscriber(Connection &connection, const SubscriberId &id);
// Deleted ones too, for what they leave behind; none where there never was one.
Result<std::optional<SubscriberKey>> findSubscriberEver(Connection &connection, const SubscriberId &id);
Result<StoredSubscriber> subscriber(Connection &connection, SubscriberKey key);
Result<QList<Subscriber>> subscribers(Connection &connection, const QList<SubscriberKey> &keys, Instant now);

// `now` is for the counts of the last day.
Result<Page<Subscriber>> listSubscribers(Connection &connection, const SubscriberQuery &query, Instant now);

// Every one that is not deleted, for the engine.
Result<std::vector<StoredSubscriber>> allSubscribers(Connection &connection);

// Grows with each edit: while it stands, allSubscribers() answers the same.
Result<qint64> subscriberRevision(Connection &connection);

} // namespace tacklebox::store
