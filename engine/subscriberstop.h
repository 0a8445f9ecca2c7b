// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is done about a subscriber that fails: the deliverer keeps its health, warns, and stops it; a test
// that passes starts it again. Runs inside a change of the store.
#pragma once

#include "engine/healthtable.h"

namespace tacklebox::engine {

// A warning and a stop leave an activity; a stop is an edit of the subscriber, so its jobs are held.
Result<Done> recordHealth(store::Connection &connection, const HealthChange &change, Instant now);

// A person's test passed: one that was stopped for its errors is started again, and its held jobs with it.
// Answers whether it was; one that a person stopped stays stopped.
Result<bool> startAfterTest(store::Connection &connection, const SubscriberId &id, Instant now);

} // namespace tacklebox::engine
