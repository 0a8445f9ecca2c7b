// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The full-text index over events, built behind the commits in small steps up to a watermark.
#pragma once

#include "store/connection.h"

namespace tacklebox::store {

inline constexpr int kSearchStep = 500;

enum class SearchProgress { More, UpToDate };

// Indexes the next kSearchStep events behind the watermark. A change for idle moments.
Result<SearchProgress> indexEvents(Connection &connection);

} // namespace tacklebox::store
