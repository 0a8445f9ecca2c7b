// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/eventselector.h"
#include "store/cachedrows.h"
#include "store/cachedsubscriberrow.h"
#include "store/search.h"
#include "store/subscriberrow.h"

#include <QJsonArray>

#include <algorithm>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kFieldsOfAll[] = "SELECT id, fields FROM cached_subscriber WHERE connection_id = ?";
static constexpr char kSecretsOfAll[]
    = "SELECT remote_id, secrets FROM cached_subscriber WHERE connection_id = ?";
static constexpr char kRowReadAt[]
    = "SELECT read_at FROM cached_subscriber WHERE connection_id = ? AND remote_id = ?";
static constexpr char kOldest[] = "SELECT MIN(read_at) FROM cached_subscriber WHERE connection_id = ?";
static constexpr char kRemove[] = "DELETE FROM cached_subscriber WHERE connection_id = ? AND remote_id = ?";

namespace {

// `from` names the rows: the part of the statement behind the columns.
Result<QList<Subscriber>> rowsFrom(Connection &connection, ConnectionKey key, const QByteArray &from,
                                   const Values &values)
{
    const auto name = connectionName(connection, key);
    if (!name)
        return fail(name.error());
    return connection.all(QByteArray("SELECT remote_id, ") + kCachedSubscriberColumns + " FROM " + from,
                          values,
                          [&name](const Row &row) { return cachedSubscriberFrom(row, *name); });
}

Result<std::optional<Subscriber>> find(Connection &connection, ConnectionKey key, const SubscriberId &id)
{
    auto rows = rowsFrom(connection,
                         key,
                         "cached_subscriber WHERE connection_id = ? AND remote_id = ?",
                         {key.value, id.value});
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? std::nullopt : std::optional(std::move(rows->first()));
}

// What a server has selected is found by its own name, too, where that is no selector of ours.
bool isTold(const QJsonArray &selected, const SubscriberQuery &query)
{
    return std::any_of(selected.begin(), selected.end(), [&query](const QJsonValue &one) {
        const auto selector = eventSelectorFrom(one.toString(), query.eventsIn);
        return one.toString() == query.event || (selector && matches(*selector, query.event));
    });
}

Result<QList<qint64>> toldOf(Connection &connection, ConnectionKey key, const SubscriberQuery &query)
{
    QList<qint64> told;
    const auto read = connection.each(kFieldsOfAll, {key.value}, [&](const Row &row) {
        if (isTold(unpackedFields(row.bytes(1)).value(query.eventsIn).toArray(), query))
            told.append(row.integer(0));
    });
    if (!read)
        return fail(read.error());
    return told;
}

Result<Clause> clauseOf(Connection &connection, ConnectionKey key, const SubscriberQuery &query)
{
    Clause where;
    where.add("s.connection_id = ?", {key.value});
    if (query.isActive)
        where.add("s.is_active = ?", {int(*query.isActive)});
    if (!query.name.isEmpty())
        where.add("s.name = ?", {query.name});
    if (!query.search.isEmpty()) {
        const QString pattern = containing(query.search);
        where.add("(s.name LIKE ? ESCAPE '\\' OR s.url LIKE ? ESCAPE '\\')", {pattern, pattern});
    }
    if (!query.event.isEmpty()) {
        const auto told = toldOf(connection, key, query);
        if (!told)
            return fail(told.error());
        where.add("s.id IN (SELECT value FROM json_each(?))", {jsonOf(*told)});
    }
    return where;
}

} // namespace

Result<Done> replaceCached(Connection &connection, ConnectionKey key, const QList<Subscriber> &subscribers,
                           Instant now)
{
    if (auto done = noteCached(connection, key, Cached::Subscribers, now); !done)
        return done;
    QHash<QString, SecretStates> gone;
    const auto read = connection.each(kSecretsOfAll, {key.value}, [&gone](const Row &row) {
        gone.insert(row.text(0), secretStatesFrom(row.bytes(1)));
    });
    if (!read)
        return read;
    const QByteArray merge = mergeStatement("cached_subscriber", kCachedSubscriberColumns);
    for (Subscriber subscriber : subscribers) {
        subscriber.secrets = withKnown(std::move(subscriber.secrets), gone.take(subscriber.id.value));
        if (auto done = connection.run(merge, cachedValues(key, subscriber, now)); !done)
            return done;
    }
    for (auto id = gone.keyBegin(); id != gone.keyEnd(); ++id) {
        if (auto done = connection.run(kRemove, {key.value, *id}); !done)
            return done;
    }
    return Done{};
}

Result<Done> mergeCached(Connection &connection, ConnectionKey key, const Subscriber &subscriber, Instant now)
{
    const auto known = find(connection, key, subscriber.id);
    if (!known)
        return fail(known.error());
    const Subscriber row = *known ? merged(**known, subscriber) : subscriber;
    return connection.run(mergeStatement("cached_subscriber", kCachedSubscriberColumns),
                          cachedValues(key, row, now));
}

Result<Done> removeCached(Connection &connection, ConnectionKey key, const SubscriberId &id)
{
    return connection.run(kRemove, {key.value, id.value});
}

Result<Page<Subscriber>> cachedSubscribers(Connection &connection, ConnectionKey key,
                                           const SubscriberQuery &query)
{
    auto where = clauseOf(connection, key, query);
    if (!where)
        return fail(where.error());
    const Listing listing{
        "cached_subscriber s", "s.id", columnOf(query.sort), int(query.sort), query.order, std::move(*where)};
    const auto ids = pageOf(connection, listing, query.page, query.count ? Counting::Exact : Counting::No);
    if (!ids)
        return fail(ids.error());
    auto rows = rowsFrom(connection,
                         key,
                         "json_each(?) k CROSS JOIN cached_subscriber s ON s.id = k.value ORDER BY k.key",
                         {jsonOf(ids->ids)});
    if (!rows)
        return fail(rows.error());
    return cachedPage(connection, key, Cached::Subscribers, *ids, std::move(*rows));
}

Result<std::optional<Instant>> oldestCachedSubscriber(Connection &connection, ConnectionKey key)
{
    const auto oldest
        = connection.first(kOldest, {key.value}, [](const Row &row) { return row.instantOrNone(0); });
    if (!oldest)
        return fail(oldest.error());
    return oldest->value_or(std::nullopt); // one row, whatever there is
}

Result<Subscriber> cachedSubscriber(Connection &connection, ConnectionKey key, const SubscriberId &id)
{
    auto found = find(connection, key, id);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail({ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, id.value, {}, {}, 0});
    return std::move(**found);
}

// A row's time is that of its last change, and a list that brings it as it was is later.
Result<std::optional<Instant>> cachedSubscriberAt(Connection &connection, ConnectionKey key,
                                                  const SubscriberId &id)
{
    const auto row = connection.first(
        kRowReadAt, {key.value, id.value}, [](const Row &found) { return found.instant(0); });
    const auto list = cachedAt(connection, key, Cached::Subscribers);
    if (!row || !list)
        return fail(row ? list.error() : row.error());
    return *row ? std::max(*row, *list) : std::nullopt;
}

} // namespace tacklebox::store
