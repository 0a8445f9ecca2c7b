// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/cachedrows.h"

namespace tacklebox::store {

QByteArray mergeStatement(const QByteArray &table, const QByteArray &columns)
{
    const QByteArray came = "excluded." + QByteArray(columns).replace(", ", ", excluded.");
    const qsizetype count = columns.count(',') + 1;
    return "INSERT INTO " + table + " (connection_id, remote_id, read_at, " + columns + ") VALUES ("
        + placeholders(count + 3) + ") ON CONFLICT (connection_id, remote_id) DO UPDATE SET (read_at, "
        + columns + ") = (excluded.read_at, " + came + ") WHERE (" + columns + ") IS NOT (" + came + ')';
}

} // namespace tacklebox::store
