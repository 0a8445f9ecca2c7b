// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An account's turns, counted in the profile for all of its processes: a console beside commands, and
// commands one after the other.
#pragma once

#include "dialects/turns.h"
#include "store/turnstore.h"

namespace tacklebox::store {
class Store;
}

namespace tacklebox {
class Clock;
}

namespace tacklebox::dialects {

// None where the API sets no rate. All is borrowed.
[[nodiscard]] Turns::Ask sharedTurns(const std::optional<Rate> &rate, store::Store &store,
                                     store::ConnectionKey key, const Clock &clock);

} // namespace tacklebox::dialects
