// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// When the last requests went to a connection's server, whichever process sent them: where an API allows so
// many in a span, they keep that together. Runs inside a change of the store.
#pragma once

#include "store/connectionstore.h"

#include <chrono>

namespace tacklebox::store {

struct TurnRule
{
    int most = 0; // at least one
    std::chrono::milliseconds span{0};
};

// Takes a turn and answers zero where fewer than the rule's most were taken in the span before `now`; else
// how long until there is one, never longer than the span. Where the clock was set back meanwhile, what was
// taken counts as taken now. NotFound (NoSuchConnection) where the connection was removed.
Result<std::chrono::milliseconds> takeTurn(Connection &connection, ConnectionKey key, const TurnRule &rule,
                                           Instant now);

} // namespace tacklebox::store
