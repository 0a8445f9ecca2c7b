// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The store's figures as a backend tells them. Who delivers, and how secrets are kept, is the caller's.
#pragma once

#include "backend/statistics.h"
#include "store/connection.h"

namespace tacklebox::engine {

Result<Statistics> statisticsOf(store::Connection &connection, Instant now);

} // namespace tacklebox::engine
