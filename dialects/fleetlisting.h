// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One page of a list over all connections: each gives pages of its own in the same order, and their foremost
// rows are taken one after the other. A page goes on behind the row of each connection that was shown last,
// so none comes twice and none is skipped, whatever arrives in between. One that fails, or was added since
// the first page, is left out until the first page is asked for again.
#pragma once

#include "core/async.h"
#include "core/page.h"
#include "dialects/fleetrank.h"

#include <QStringList>

#include <functional>
#include <stop_token>

namespace tacklebox::dialects {

template<typename Row>
struct FleetQuestion
{
    QStringList connections; // rows of equal rank come in this order
    // With the fleet's ids, and on the context's thread.
    std::function<Async<Page<Row>>(const QString &connection, const PageRequest &page)> ask;
    std::function<FleetRank(const Row &row)> rank;
    int sort = 0; // names the order in cursors
    Qt::SortOrder order = Qt::AscendingOrder;
    PageRequest page;
    std::stop_token stop;
};

// A page without a cursor is found by walking to it from the first: refused beyond this one. How many rows of
// each connection stand before a page, only their merged order tells, and no backend says how many rows it
// has before a value. So a walk asks every connection for all of its pages up to there, one round after
// another, and each of those may be a request to somebody's server. Pages that follow one another go as far
// as the list.
inline constexpr int kFarthestFleetPage = 50;

// The count is the sum where every connection told one; the page is from the cache, and as old as its oldest
// part, where any part is. It fails where none of them answers.
template<typename Row>
[[nodiscard]] Async<Page<Row>> fleetPage(QObject *context, FleetQuestion<Row> question);

} // namespace tacklebox::dialects
