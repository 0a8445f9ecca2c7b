// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/fleetids.h"

namespace tacklebox::dialects {

namespace {

// False: there were some, and none is this connection's.
template<typename Tag>
bool keepOwn(const QString &connection, QList<Id<Tag>> &ids)
{
    QList<Id<Tag>> own;
    for (const Id<Tag> &id : std::as_const(ids)) {
        if (const auto parts = split(id); parts && parts->connection == connection)
            own.append(parts->id);
    }
    const bool isConcerned = ids.isEmpty() || !own.isEmpty();
    ids = own;
    return isConcerned;
}

} // namespace

Subscriber inFleet(const QString &connection, Subscriber row)
{
    row.connection = connection;
    row.id = fleetId(connection, row.id);
    return row;
}

Job inFleet(const QString &connection, Job row)
{
    row.connection = connection;
    row.id = fleetId(connection, row.id);
    row.eventId = fleetId(connection, row.eventId);
    row.subscriberId = fleetId(connection, row.subscriberId);
    return row;
}

std::optional<JobQuery> within(const QString &connection, JobQuery query)
{
    if (!keepOwn(connection, query.subscribers) || !keepOwn(connection, query.events))
        return std::nullopt;
    return query;
}

} // namespace tacklebox::dialects
