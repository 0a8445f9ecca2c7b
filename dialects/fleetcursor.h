// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Where a page of the fleet begins in each connection's own list, as opaque text. A cursor carries the
// beginnings of all pages up to its own, so that the way back shows the pages that were seen. Pure.
#pragma once

#include "core/error.h"
#include "dialects/fleetrank.h"

#include <QMap>

namespace tacklebox::dialects {

// The last row of a connection that was shown.
struct FleetEdge
{
    QString id;
    FleetRank rank;
};

struct FleetPlace
{
    int number = 1; // the connection's own page
    QString cursor; // of that page
    int taken = 0; // of its rows, when the place was noted
    std::optional<FleetEdge> edge; // none: from the page's first row on
};

using FleetPlaces = QMap<QString, FleetPlace>; // by connection; one that is not there has no part in it

struct FleetCursor
{
    int sort = 0; // a cursor of another sort is refused
    QList<FleetPlaces> starts; // of page 2 and those behind; none: page 1, every connection from the front

    [[nodiscard]] int number() const { return int(starts.size()) + 1; }
};

[[nodiscard]] QString textOf(const FleetCursor &cursor);
[[nodiscard]] Result<FleetCursor> fleetCursorFrom(const QString &text, int sort);

} // namespace tacklebox::dialects
