// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/capturestore.h"

#include "store/attemptrow.h"
#include "store/keysetpage.h"
#include "store/rowid.h"
#include "store/search.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kInsert[]
    = "INSERT INTO capture (at, method, target, peer, answered, signature, truncated, headers, body)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
static constexpr char kTrim[] = "DELETE FROM capture WHERE id <= ?";
static constexpr char kClear[] = "DELETE FROM capture";
static constexpr char kRows[]
    = "SELECT c.id, c.at, c.method, c.target, c.peer, c.answered, c.signature, c.truncated, c.headers,"
      " length(c.body) FROM json_each(?) k CROSS JOIN capture c ON c.id = k.value";
static constexpr char kOne[] = "SELECT id, at, method, target, peer, answered, signature, truncated, "
                               "headers, body FROM capture WHERE id = ?";
static constexpr char kSince[]
    = "SELECT id, at, method, target, peer, answered, signature, truncated, headers, body FROM capture"
      " WHERE id > ? ORDER BY id LIMIT ?";

namespace {

Capture captureFrom(const Row &row)
{
    Capture capture;
    capture.id = {QString::number(row.integer(0))};
    capture.at = row.instant(1);
    capture.method = row.bytes(2);
    capture.target = row.text(3);
    capture.peer = row.text(4);
    capture.answered = int(row.integer(5));
    capture.signature = SignatureCheck(row.integer(6));
    capture.truncated = row.integer(7) != 0;
    capture.headers = unpackedHeaders(row.bytes(8));
    return capture;
}

Capture listedFrom(const Row &row)
{
    Capture capture = captureFrom(row);
    capture.bodyBytes = row.integer(9);
    return capture;
}

Capture wholeFrom(const Row &row)
{
    Capture capture = captureFrom(row);
    capture.body = row.bytes(9);
    capture.bodyBytes = capture.body.size();
    return capture;
}

} // namespace

Result<Capture> insertCapture(Connection &connection, const Capture &capture)
{
    const auto inserted = connection.run(kInsert,
                                         {toMillis(capture.at),
                                          capture.method,
                                          capture.target,
                                          capture.peer,
                                          capture.answered,
                                          int(capture.signature),
                                          int(capture.truncated),
                                          packedHeaders(capture.headers),
                                          capture.body});
    if (!inserted)
        return fail(inserted.error());
    Capture kept = capture;
    kept.id = {QString::number(connection.lastId())};
    if (auto done = connection.run(kTrim, {connection.lastId() - kMaxCaptures}); !done)
        return fail(done.error());
    ++connection.changes().captures;
    return kept;
}

Result<Done> clearCaptures(Connection &connection)
{
    ++connection.changes().captures;
    return connection.run(kClear);
}

Result<Page<Capture>> listCaptures(Connection &connection, const CaptureQuery &query)
{
    Listing listing{"capture c", "c.id", "c.id", 0, Qt::DescendingOrder, {}};
    if (!query.search.isEmpty()) {
        const QString pattern = containing(query.search);
        listing.where.add("(c.target LIKE ? ESCAPE '\\' OR CAST(c.body AS TEXT) LIKE ? ESCAPE '\\'"
                          " OR CAST(c.headers AS TEXT) LIKE ? ESCAPE '\\')",
                          {pattern, pattern, pattern});
    }
    const auto ids = pageOf(connection, listing, query.page, query.count ? Counting::Exact : Counting::No);
    if (!ids)
        return fail(ids.error());
    auto rows = connection.all(kRows, {jsonOf(ids->ids)}, listedFrom);
    if (!rows)
        return fail(rows.error());
    return pageFrom(
        *ids, std::move(*rows), [](const Capture &capture) { return capture.id.value.toLongLong(); });
}

Result<Capture> capture(Connection &connection, const CaptureId &id)
{
    auto found = connection.first(kOne, {integerFrom(id.value).value_or(0)}, wholeFrom);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail({ErrorKind::NotFound, Reason::NoSuchCapture, {}, id.value, {}, {}, 0});
    return std::move(**found);
}

Result<QList<Capture>> capturesSince(Connection &connection, qint64 id, int limit)
{
    return connection.all(kSince, {id, limit}, wholeFrom);
}

} // namespace tacklebox::store
