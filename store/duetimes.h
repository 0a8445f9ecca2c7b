// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a wall clock that was set does to the times at which jobs are due. A retry waits for its
// policy's step of time that passes, whatever the clock says; an event that was published for a time of
// day keeps that time. Each function runs inside the caller's change (Store::write).
#pragma once

#include "store/connection.h"

#include <chrono>

namespace tacklebox::store {

// The clock was set by so much while somebody watched it, back where that is negative. `now` is what it
// says since.
Result<Done> moveDueTimes(Connection &connection, std::chrono::milliseconds by, Instant now);

// Nobody watched it: what was last sent at a time that is yet to come was so before the clock was set back,
// and waits for its own step from now on.
Result<Done> mendDueTimes(Connection &connection, Instant now);

} // namespace tacklebox::store
