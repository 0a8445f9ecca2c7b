// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/cachedlastsent.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tacklebox::store {

// Of the newest twenty: some of them may be yet to be sent, or were sent before an older one was.
static constexpr char kLastSentOfCached[]
    = "SELECT k.value, (SELECT max(last_sent_at) FROM (SELECT last_sent_at FROM cached_job"
      " INDEXED BY cached_job_subscriber WHERE connection_id = ? AND subscriber_id = k.value"
      " ORDER BY created_at DESC LIMIT 20)) FROM json_each(?) k";

Result<QList<Subscriber>> withLastSent(Connection &connection, ConnectionKey key, QList<Subscriber> rows)
{
    QJsonArray unknown;
    for (const Subscriber &row : rows) {
        if (!row.lastSentAt)
            unknown.append(row.id.value);
    }
    if (unknown.isEmpty())
        return rows;
    const QString list = QString::fromUtf8(QJsonDocument(unknown).toJson(QJsonDocument::Compact));
    QHash<QString, std::optional<Instant>> found;
    const auto read = connection.each(kLastSentOfCached, {key.value, list}, [&found](const Row &row) {
        found.insert(row.text(0), row.instantOrNone(1));
    });
    if (!read)
        return fail(read.error());
    for (Subscriber &row : rows)
        row.lastSentAt = std::max(row.lastSentAt, found.value(row.id.value));
    return rows;
}

} // namespace tacklebox::store
