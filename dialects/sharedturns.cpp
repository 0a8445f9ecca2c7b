// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/sharedturns.h"

#include "core/clock.h"
#include "store/store.h"

namespace tacklebox::dialects {

using std::chrono::milliseconds;

Turns::Ask sharedTurns(const std::optional<Rate> &rate, store::Store &store, store::ConnectionKey key,
                       const Clock &clock)
{
    if (!rate || rate->requests <= 0)
        return {};
    return [rule = store::TurnRule{rate->requests, rate->span}, &store, key, &clock] {
        // The wire waits for it, and a turn that a power cut undoes is no loss.
        return store.write<milliseconds>(
            [key, rule, now = clock.now()](store::Connection &connection) {
                return store::takeTurn(connection, key, rule, now);
            },
            store::Precedence::First);
    };
}

} // namespace tacklebox::dialects
