// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/remotecache.h"

namespace tacklebox::store {

static constexpr char kReadAt[] = "SELECT read_at FROM cached_list WHERE connection_id = ? AND what = ?";
static constexpr char kNote[]
    = "INSERT OR REPLACE INTO cached_list (connection_id, what, read_at) VALUES (?, ?, ?)";

Result<std::optional<Instant>> cachedAt(Connection &connection, ConnectionKey key, Cached what)
{
    return connection.first(kReadAt, {key.value, int(what)}, [](const Row &row) { return row.instant(0); });
}

Result<Done> noteCached(Connection &connection, ConnectionKey key, Cached what, Instant now)
{
    if (const auto name = connectionName(connection, key); !name)
        return fail(name.error());
    return connection.run(kNote, {key.value, int(what), toMillis(now)});
}

} // namespace tacklebox::store
