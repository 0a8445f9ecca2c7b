// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the deliverer does about a subscriber that fails: keeps its health, warns, and stops it. Runs inside
// a change of the store.
#pragma once

#include "engine/healthtable.h"

namespace tacklebox::engine {

// A warning and a stop leave an activity; a stop is an edit of the subscriber, so its jobs are held.
Result<Done> recordHealth(store::Connection &connection, const HealthChange &change, Instant now);

} // namespace tacklebox::engine
