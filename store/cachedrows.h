// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What both caches of a connection do alike: take a row that came, and show a page.
#pragma once

#include "store/keysetpage.h"
#include "store/remotecache.h"

namespace tacklebox::store {

// Inserts a row, or overwrites the one of that remote id. What is there already, as it came, is left alone:
// changedRows() is 0. Binds connection_id, remote_id, read_at, and then the columns ("a, b, c").
[[nodiscard]] QByteArray mergeStatement(const QByteArray &table, const QByteArray &columns);

// `rows` are those of `ids`, in their order.
template<typename T>
Result<Page<T>> cachedPage(Connection &connection, ConnectionKey key, Cached what, const IdPage &ids,
                           QList<T> rows)
{
    const auto at = cachedAt(connection, key, what);
    if (!at)
        return fail(at.error());
    return Page<T>{
        std::move(rows), ids.count, ids.number, ids.size, ids.next, ids.previous, PageSource::Cache, *at, {}};
}

} // namespace tacklebox::store
