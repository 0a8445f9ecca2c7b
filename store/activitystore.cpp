// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/activitystore.h"

#include "store/keysetpage.h"
#include "store/rowid.h"
#include "store/subscriberrow.h"

namespace tacklebox::store {

static constexpr char kInsert[]
    = "INSERT INTO activity (at, verb, connection, subject, subject_id, amount, before, after)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
static constexpr char kRows[] = "SELECT a.id, a.at, a.verb, a.connection, a.subject, a.subject_id, a.amount, "
                                "a.before, a.after, a.undone"
                                " FROM json_each(?) k CROSS JOIN activity a ON a.id = k.value";
static constexpr char kUndone[] = "UPDATE activity SET undone = 1 WHERE id = ? AND undone = 0";

namespace {

ActivityRow activityFrom(const Row &row)
{
    return {row.integer(0),
            row.instant(1),
            int(row.integer(2)),
            row.text(3),
            row.text(4),
            row.text(5),
            row.integer(6),
            unpackedFields(row.bytes(7)),
            unpackedFields(row.bytes(8)),
            row.integer(9) != 0};
}

QString jsonText(const Fields &fields)
{
    return QString::fromUtf8(packedFields(fields));
}

} // namespace

Result<ActivityId> insertActivity(Connection &connection, const ActivityRow &row)
{
    const auto inserted = connection.run(kInsert,
                                         {toMillis(row.at),
                                          row.verb,
                                          row.connection,
                                          row.subject,
                                          row.subjectId,
                                          row.amount,
                                          jsonText(row.before),
                                          jsonText(row.after)});
    if (!inserted)
        return fail(inserted.error());
    ++connection.changes().activities;
    return ActivityId{QString::number(connection.lastId())};
}

Result<Page<ActivityRow>> listActivities(Connection &connection, const PageRequest &page)
{
    const Listing listing{"activity a", "a.id", "a.id", 0, Qt::DescendingOrder, {}};
    const auto ids = pageOf(connection, listing, page, Counting::Exact);
    if (!ids)
        return fail(ids.error());
    auto rows = connection.all(kRows, {jsonOf(ids->ids)}, activityFrom);
    if (!rows)
        return fail(rows.error());
    return pageFrom(*ids, std::move(*rows), [](const ActivityRow &row) { return row.id; });
}

Result<ActivityRow> activity(Connection &connection, const ActivityId &id)
{
    auto found = connection.first(kRows, {jsonOf({integerFrom(id.value).value_or(0)})}, activityFrom);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail({ErrorKind::NotFound, Reason::NoSuchActivity, {}, id.value, {}, {}, 0});
    return std::move(**found);
}

Result<Done> markUndone(Connection &connection, const ActivityId &id)
{
    if (auto done = connection.run(kUndone, {integerFrom(id.value).value_or(0)}); !done)
        return done;
    if (connection.changedRows() == 0)
        return fail({ErrorKind::Conflict, Reason::NotUndoable, {}, id.value, {}, {}, 0});
    ++connection.changes().activities;
    return Done{};
}

} // namespace tacklebox::store
