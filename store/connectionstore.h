// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The accounts at remote APIs that the profile keeps. Of their secrets it knows that they are set, and holds
// those that are not in the keychain, sealed. Each function runs inside a change or question of the store.
#pragma once

#include "core/connection.h"
#include "store/connection.h"

namespace tacklebox::store {

using ConnectionKey = Key<struct ConnectionTag>; // never given twice

// Where a secret rests.
struct SecretPlace
{
    QByteArray sealed; // empty: in the keychain
    Instant since;

    bool operator==(const SecretPlace &) const = default;
};

// In the order of their names.
Result<QList<tacklebox::Connection>> connections(Connection &connection);
// NotFound (NoSuchConnection) where it was removed; so say all below that take a key.
Result<ConnectionKey> findConnection(Connection &connection, const ConnectionId &id);
Result<QString> connectionName(Connection &connection, ConnectionKey key);

// The caller chooses the id, a UUID; `now` is when it was made. A name that another one has, whatever its
// case, and “local” are a Conflict (AlreadyTaken at `name`). Its secrets are left alone.
Result<ConnectionKey> insertConnection(Connection &connection, const tacklebox::Connection &account,
                                       Instant now);
// But for its kind, its secrets and when it was made.
Result<Done> updateConnection(Connection &connection, const tacklebox::Connection &account);
// With its secrets and all that was cached of it. Where that is many jobs, removeCachedJobs() goes before.
Result<Done> removeConnection(Connection &connection, ConnectionKey key);

// What its server said it is, when it was checked last; empty: nothing that is known.
Result<QString> connectionService(Connection &connection, ConnectionKey key);
Result<Done> writeConnectionService(Connection &connection, ConnectionKey key, const QString &service);

// By the kind's own keys.
Result<QMap<QString, SecretPlace>> connectionSecrets(Connection &connection, ConnectionKey key);
// None: it is not set any more.
Result<Done> writeConnectionSecret(Connection &connection, ConnectionKey key, const QString &field,
                                   const std::optional<SecretPlace> &place);

} // namespace tacklebox::store
