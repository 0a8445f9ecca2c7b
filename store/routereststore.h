// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The optional routes that a connection's server was found not to have, and until when each is left alone.
// Each function runs inside a change or question of the store.
#pragma once

#include "store/connectionstore.h"

namespace tacklebox::store {

struct RouteAtRest
{
    QString route; // as the caller calls it
    QString settings; // of the connection, as the caller tells them apart
    Instant until;
    QString reason; // the caller's word for it
    QString remoteStatus;
    int httpStatus = 0;

    bool operator==(const RouteAtRest &) const = default;
};

// None: it was never found missing, or the connection was removed.
Result<std::optional<RouteAtRest>> routeAtRest(Connection &connection, ConnectionKey key,
                                               const QString &route);
// In the place of what was noted of that route before. NotFound (NoSuchConnection) where that was removed.
Result<Done> noteRouteAtRest(Connection &connection, ConnectionKey key, const RouteAtRest &rest);

} // namespace tacklebox::store
