// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a JobQuery asks of one connection's cached jobs, and the index that is walked for its pages.
#pragma once

#include "store/keysetpage.h"
#include "store/remotecache.h"

namespace tacklebox::store {

// The condition over `cached_job j`.
Result<Clause> cachedJobClause(Connection &connection, ConnectionKey key, const JobQuery &query);

// In the query's order. Names the index itself: the order's, which is walked no further than the page goes;
// or that of a filter which only few jobs meet, and these are sorted.
Result<Listing> cachedJobListing(Connection &connection, ConnectionKey key, const JobQuery &query);

} // namespace tacklebox::store
