// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What can be counted of an account in the cache alone.
#pragma once

#include "backend/statistics.h"
#include "store/remotecache.h"

namespace tacklebox::dialects {

// Of the day up to `now`. Runs inside a question of the store.
[[nodiscard]] Result<Statistics> statisticsOf(store::Connection &connection, store::ConnectionKey key,
                                              Instant now);

} // namespace tacklebox::dialects
