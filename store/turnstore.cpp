// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/turnstore.h"

namespace tacklebox::store {

using std::chrono::milliseconds;

static constexpr char kClamp[]
    = "UPDATE request_turn SET taken_at = ? WHERE connection_id = ? AND taken_at > ?";
static constexpr char kForget[] = "DELETE FROM request_turn WHERE connection_id = ? AND taken_at <= ?";
// The one that has to leave the span before there is room.
static constexpr char kInTheWay[] = "SELECT taken_at FROM request_turn WHERE connection_id = ?"
                                    " ORDER BY taken_at DESC LIMIT 1 OFFSET ?";
static constexpr char kTake[] = "INSERT INTO request_turn (connection_id, taken_at) VALUES (?, ?)";

Result<milliseconds> takeTurn(Connection &connection, ConnectionKey key, const TurnRule &rule, Instant now)
{
    if (const auto name = connectionName(connection, key); !name)
        return fail(name.error());
    if (auto done = connection.run(kClamp, {toMillis(now), key.value, toMillis(now)}); !done)
        return fail(done.error());
    if (auto done = connection.run(kForget, {key.value, toMillis(now - rule.span)}); !done)
        return fail(done.error());
    const auto inTheWay = connection.first(
        kInTheWay, {key.value, rule.most - 1}, [](const Row &row) { return row.instant(0); });
    if (!inTheWay)
        return fail(inTheWay.error());
    if (*inTheWay)
        return **inTheWay + rule.span - now;
    if (auto done = connection.run(kTake, {key.value, toMillis(now)}); !done)
        return fail(done.error());
    return milliseconds(0);
}

} // namespace tacklebox::store
