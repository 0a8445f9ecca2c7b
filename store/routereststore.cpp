// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/routereststore.h"

namespace tacklebox::store {

static constexpr char kFindRest[]
    = "SELECT route, settings, until, reason, remote_status, http_status FROM route_rest"
      " WHERE connection_id = ? AND route = ?";
static constexpr char kNoteRest[]
    = "INSERT OR REPLACE INTO route_rest (connection_id, route, settings, until, reason, remote_status,"
      " http_status) VALUES (?, ?, ?, ?, ?, ?, ?)";

Result<std::optional<RouteAtRest>> routeAtRest(Connection &connection, ConnectionKey key,
                                               const QString &route)
{
    return connection.first(kFindRest, {key.value, route}, [](const Row &row) {
        return RouteAtRest{
            row.text(0), row.text(1), row.instant(2), row.text(3), row.text(4), int(row.integer(5))};
    });
}

Result<Done> noteRouteAtRest(Connection &connection, ConnectionKey key, const RouteAtRest &rest)
{
    if (const auto name = connectionName(connection, key); !name)
        return fail(name.error());
    return connection.run(kNoteRest,
                          {key.value,
                           rest.route,
                           rest.settings,
                           toMillis(rest.until),
                           rest.reason,
                           rest.remoteStatus,
                           rest.httpStatus});
}

} // namespace tacklebox::store
