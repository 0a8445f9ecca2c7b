// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventselector.h"
#include "store/keysetpage.h"
#include "store/search.h"
#include "store/subscriberrow.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<QList<StoredSubscriber>> rowsWhere(Connection &connection, const QByteArray &where,
                                          const Values &values)
{
    auto rows
        = connection.all(QByteArray("SELECT ") + kSubscriberColumns + " FROM subscriber s WHERE " + where,
                         values,
                         subscriberFrom);
    if (!rows)
        return rows;
    if (rows->isEmpty())
        return rows;
    if (auto done = addSecrets(connection, *rows); !done)
        return fail(done.error());
    if (auto done = addHealth(connection, *rows); !done)
        return fail(done.error());
    return rows;
}

Result<QList<Subscriber>> valuesOf(Connection &connection, const QList<qint64> &ids, Instant now)
{
    auto rows = rowsWhere(connection, "s.id IN (SELECT value FROM json_each(?))", {jsonOf(ids)});
    if (!rows)
        return fail(rows.error());
    QList<Subscriber> subscribers;
    for (StoredSubscriber &row : *rows)
        subscribers.append(std::move(row.subscriber));
    if (auto done = addFailures(connection, subscribers, now - 24h); !done)
        return fail(done.error());
    return subscribers;
}

// Selectors are core's: asked of each row, of which there are few beside jobs.
Result<QList<qint64>> toldOf(Connection &connection, const QString &event)
{
    const auto rows = rowsWhere(connection, "s.deleted_at IS NULL", {});
    if (!rows)
        return fail(rows.error());
    QList<qint64> told;
    for (const StoredSubscriber &row : *rows) {
        const Fields &fields = row.subscriber.fields;
        const auto selection = selectionFrom(fields.value(u"events"_s), fields.value(u"statuses"_s));
        if (selection && selects(*selection, event, QString()))
            told.append(row.key.value);
    }
    return told;
}

Result<Clause> clauseOf(Connection &connection, const SubscriberQuery &query)
{
    Clause where;
    where.add("s.deleted_at IS NULL", {});
    if (query.isActive)
        where.add("s.is_active = ?", {int(*query.isActive)});
    if (!query.name.isEmpty())
        where.add("s.name = ?", {query.name});
    if (!query.search.isEmpty()) {
        const QString pattern = containing(query.search);
        where.add("(s.name LIKE ? ESCAPE '\\' OR s.url LIKE ? ESCAPE '\\' OR s.key LIKE ? ESCAPE '\\')",
                  {pattern, pattern, pattern});
    }
    if (!query.event.isEmpty()) {
        const auto told = toldOf(connection, query.event);
        if (!told)
            return fail(told.error());
        where.add("s.id IN (SELECT value FROM json_each(?))", {jsonOf(*told)});
    }
    return where;
}

} // namespace

Result<StoredSubscriber> subscriber(Connection &connection, SubscriberKey key)
{
    auto rows = rowsWhere(connection, "s.id = ?", {key.value});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail({ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, idOf(key).value, {}, {}, 0});
    return std::move(rows->first());
}

Result<QList<Subscriber>> subscribers(Connection &connection, const QList<SubscriberKey> &keys, Instant now)
{
    QList<qint64> ids;
    for (const SubscriberKey key : keys)
        ids.append(key.value);
    return valuesOf(connection, ids, now);
}

Result<Page<Subscriber>> listSubscribers(Connection &connection, const SubscriberQuery &query, Instant now)
{
    auto where = clauseOf(connection, query);
    if (!where)
        return fail(where.error());
    const Listing listing{
        "subscriber s", "s.id", columnOf(query.sort), int(query.sort), query.order, std::move(*where)};
    const auto ids = pageOf(connection, listing, query.page, query.count ? Counting::Exact : Counting::No);
    if (!ids)
        return fail(ids.error());
    auto rows = valuesOf(connection, ids->ids, now);
    if (!rows)
        return fail(rows.error());
    return pageFrom(*ids, std::move(*rows), [](const Subscriber &row) { return row.id.value.toLongLong(); });
}

Result<std::vector<StoredSubscriber>> allSubscribers(Connection &connection)
{
    auto rows = rowsWhere(connection, "s.deleted_at IS NULL ORDER BY s.id", {});
    if (!rows)
        return fail(rows.error());
    return std::vector<StoredSubscriber>(std::make_move_iterator(rows->begin()),
                                         std::make_move_iterator(rows->end()));
}

} // namespace tacklebox::store
