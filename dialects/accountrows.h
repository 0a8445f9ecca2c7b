// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The accounts as the profile keeps them. Each change starts from the row as it is then, for another process
// may have edited it meanwhile. Each function runs inside a change or question of the store.
#pragma once

#include "backend/connections.h"
#include "store/connectionstore.h"

namespace tacklebox::dialects {

struct AccountRow
{
    store::ConnectionKey key;
    Connection account;
    QString service; // what its server said it is, when it was checked last
};

// What an edit made of a row.
struct AccountChange
{
    std::optional<Connection> before; // none: a new one
    Connection after;
};

Result<QList<AccountRow>> accountRows(store::Connection &connection);

// Errors as accountFrom() has them, or AlreadyTaken. `id`: of the one that is edited, or for the new one.
Result<AccountChange> writeAccount(store::Connection &connection, const ConnectionId &id,
                                   const ConnectionDraft &draft, const ConnectionKind &kind, Instant now);

// Unless somebody edited it since: then it stays as it is.
Result<Done> takeBackAccount(store::Connection &connection, const AccountChange &change);

Result<Done> writeSetting(store::Connection &connection, const ConnectionId &id, const QString &key,
                          const QJsonValue &value);

} // namespace tacklebox::dialects
