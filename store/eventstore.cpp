// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/eventstore.h"

#include "store/keysetpage.h"
#include "store/rowid.h"
#include "store/rowuuid.h"
#include "store/search.h"

namespace tacklebox::store {

static constexpr char kRows[] = "SELECT e.id, e.uuid, e.type, e.status, e.order_id, e.address, e.key, "
                                "e.created_at, length(e.payload), e.jobs, e.not_before, (SELECT count(*) "
                                "FROM job WHERE id BETWEEN e.first_job AND e.first_job + e.jobs - 1 "
                                "AND state IN (0, 3, 5))"
                                " FROM json_each(?) k CROSS JOIN event e ON e.id = k.value";
static constexpr char kPayload[] = "SELECT payload FROM event WHERE id = ?";

namespace {

Event eventFrom(const Row &row)
{
    Event event;
    event.id = {QString::number(row.integer(0))};
    event.uuid = textOf(row.uuid(1));
    event.type = row.text(2);
    event.status = row.text(3);
    event.orderId = row.text(4);
    event.address = row.text(5);
    event.key = row.text(6);
    event.createdAt = row.instant(7);
    event.payloadBytes = row.integer(8);
    event.jobs = int(row.integer(9));
    event.at = row.instantOrNone(10);
    event.waiting = int(row.integer(11));
    return event;
}

} // namespace

Result<Page<Event>> listEvents(Connection &connection, const EventQuery &query)
{
    Listing listing{"event e", "e.id", "e.id", 0, Qt::DescendingOrder, {}};
    if (query.id) {
        const auto found = findRow(connection, UuidTable::Event, query.id->value);
        if (!found)
            return fail(found.error());
        listing.where.add("e.id = ?", {found->value_or(0)});
    }
    if (!query.search.isEmpty()) {
        const auto clause = searchEvents(connection, query.search);
        if (!clause)
            return fail(clause.error());
        listing.where.add('(' + clause->sql + ')', clause->values);
    }
    const auto ids = pageOf(connection, listing, query.page, query.count ? Counting::Exact : Counting::No);
    if (!ids)
        return fail(ids.error());
    auto rows = connection.all(kRows, {jsonOf(ids->ids)}, eventFrom);
    if (!rows)
        return fail(rows.error());
    return pageFrom(*ids, std::move(*rows), [](const Event &event) { return event.id.value.toLongLong(); });
}

Result<EventKey> findEvent(Connection &connection, const EventId &id)
{
    const auto found = findRow(connection, UuidTable::Event, id.value);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail({ErrorKind::NotFound, Reason::NoSuchEvent, {}, id.value, {}, {}, 0});
    return EventKey{**found};
}

Result<Event> event(Connection &connection, const EventId &id)
{
    const auto key = findEvent(connection, id);
    if (!key)
        return fail(key.error());
    auto row = connection.first(kRows, {jsonOf({key->value})}, eventFrom);
    if (!row)
        return fail(row.error());
    const auto payload
        = connection.first(kPayload, {key->value}, [](const Row &found) { return found.bytes(0); });
    if (!payload)
        return fail(payload.error());
    Event event = row->value_or(Event{});
    event.payload = payload->value_or(QByteArray());
    return event;
}

} // namespace tacklebox::store
