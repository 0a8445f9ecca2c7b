// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/certificatestore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tacklebox::store {

// A row that is rewritten dirties its page, so what is known already is left alone: most handshakes show
// nothing new.
static constexpr char kNote[]
    = "INSERT INTO certificate (place, subject, issuer, not_after, trust, seen_at) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (place) DO UPDATE SET subject = excluded.subject, issuer = excluded.issuer,"
      " not_after = excluded.not_after, trust = excluded.trust, seen_at = excluded.seen_at"
      " WHERE subject <> excluded.subject OR issuer <> excluded.issuer OR not_after <> excluded.not_after"
      " OR trust <> excluded.trust OR abs(excluded.seen_at - seen_at) >= ?";
static constexpr char kFind[] = "SELECT place, subject, issuer, not_after, trust, seen_at FROM certificate"
                                " WHERE place IN (SELECT value FROM json_each(?))";

namespace {

Trust trustFrom(qint64 number)
{
    return number >= 0 && number <= qint64(Trust::WrongHost) ? Trust(number) : Trust::Untrusted;
}

} // namespace

Result<bool> noteCertificate(Connection &connection, const Certificate &certificate)
{
    static constexpr qint64 kMillis = std::chrono::milliseconds(kNotedAgainAfter).count();
    Statement &note = connection.hot(kNote);
    note << certificate.place << certificate.subject << certificate.issuer
         << (certificate.notAfter ? toMillis(*certificate.notAfter) : 0) << int(certificate.trust)
         << toMillis(certificate.seenAt) << kMillis;
    if (!note.run())
        return fail(connection.lastError());
    return connection.changedRows() > 0;
}

Result<QList<Certificate>> certificatesAt(Connection &connection, const QStringList &places)
{
    const QByteArray list = QJsonDocument(QJsonArray::fromStringList(places)).toJson(QJsonDocument::Compact);
    return connection.all(kFind, {QString::fromUtf8(list)}, [](const Row &row) {
        return Certificate{row.text(0),
                           row.text(1),
                           row.text(2),
                           row.instantOrNone(3),
                           trustFrom(row.integer(4)),
                           row.instant(5)};
    });
}

} // namespace tacklebox::store
