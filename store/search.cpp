// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/search.h"

#include "store/keysetpage.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

// Up to this many hits are named one by one; a term that finds more is found soon by walking the
// list in its order.
static constexpr int kFew = 1000;

// A trigram needs three.
static constexpr int kShortest = 3;

static constexpr char kWatermark[] = "SELECT indexed_event FROM profile";
static constexpr char kTarget[]
    = "SELECT max(id) FROM (SELECT id FROM event WHERE id > ? ORDER BY id LIMIT ?)";
static constexpr char kIndex[]
    = "INSERT INTO event_search (rowid, type, status, order_id, address)"
      " SELECT id, type, status, order_id, address FROM event WHERE id > ? AND id <= ?";
static constexpr char kSetWatermark[] = "UPDATE profile SET indexed_event = ?";
static constexpr char kHits[]
    = "SELECT rowid FROM event_search WHERE event_search MATCH ? ORDER BY rowid DESC LIMIT ?";
static constexpr char kJobsOfEvents[]
    = "SELECT j.id FROM json_each(?) k CROSS JOIN event e ON e.id = k.value"
      " CROSS JOIN job j ON j.id >= e.first_job AND j.id < e.first_job + e.jobs LIMIT ?";
static constexpr char kJobsOfSubscribers[]
    = "SELECT j.id FROM json_each(?) k CROSS JOIN job j ON j.subscriber_id = k.value LIMIT ?";

namespace {

struct Columns
{
    QByteArrayList event;
    QByteArrayList subscriber;
};

Columns columnsOf(const QList<JobAttribute> &attributes)
{
    const auto wants = [&attributes](JobAttribute attribute) {
        return attributes.isEmpty() || attributes.contains(attribute);
    };
    Columns columns;
    if (wants(JobAttribute::Event))
        columns.event.append("type");
    if (wants(JobAttribute::Status))
        columns.event.append("status");
    if (wants(JobAttribute::OrderId))
        columns.event.append("order_id");
    if (wants(JobAttribute::Address))
        columns.event.append("address");
    if (wants(JobAttribute::Subscriber))
        columns.subscriber.append("name");
    if (wants(JobAttribute::CallbackUrl))
        columns.subscriber.append("url");
    return columns;
}

Clause anyLike(const QByteArray &alias, const QByteArrayList &columns, const QString &pattern)
{
    Clause any{{}, {}};
    for (const QByteArray &column : columns) {
        any.sql += (any.sql.isEmpty() ? "" : " OR ") + alias + column + " LIKE ? ESCAPE '\\'";
        any.values.append(pattern);
    }
    if (any.sql.isEmpty())
        any.sql = "0";
    return any;
}

Result<QList<qint64>> ids(Connection &connection, QByteArrayView sql, const Values &values)
{
    return connection.all(sql, values, [](const Row &row) { return row.integer(0); });
}

Result<qint64> watermark(Connection &connection)
{
    const auto found = connection.first(kWatermark, {}, [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    return found->value_or(0);
}

QString matchFor(const QByteArrayList &columns, const QString &term)
{
    QString quoted = term;
    quoted.replace(u'"', u"\"\""_s);
    return u"{%1} : \"%2\""_s.arg(QString::fromLatin1(columns.join(' ')), quoted);
}

// At most kFew + 1 events: more means that the term is common.
Result<QList<qint64>> eventHits(Connection &connection, const QByteArrayList &columns, const QString &term)
{
    if (columns.isEmpty())
        return QList<qint64>();
    const auto mark = watermark(connection);
    if (!mark)
        return fail(mark.error());
    auto hits = ids(connection, kHits, {matchFor(columns, term), kFew + 1});
    if (!hits)
        return hits;
    const Clause like = anyLike("e.", columns, containing(term));
    const auto tail = ids(connection,
                          "SELECT e.id FROM event e WHERE e.id > ? AND (" + like.sql + ") LIMIT ?",
                          Values{*mark} + like.values + Values{kFew + 1});
    if (!tail)
        return tail;
    return *hits + *tail;
}

Result<QList<qint64>> matchingSubscribers(Connection &connection, const Columns &columns,
                                          const QString &pattern)
{
    const Clause like = anyLike("s.", columns.subscriber, pattern);
    return ids(connection, "SELECT s.id FROM subscriber s WHERE " + like.sql, like.values);
}

// For an ordered scan: judged row by row.
Clause scanned(const Columns &columns, const QList<qint64> &subscribers, const QString &pattern)
{
    const Clause like = anyLike("e.", columns.event, pattern);
    return {"j.subscriber_id IN (SELECT value FROM json_each(?)) OR EXISTS (SELECT 1 FROM event e"
            " WHERE e.id = j.event_id AND ("
                + like.sql + "))",
            Values{jsonOf(subscribers)} + like.values};
}

} // namespace

QString containing(const QString &term)
{
    QString escaped = term;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + escaped + u'%';
}

QString patternOf(const QString &term)
{
    return term.size() < kShortest ? containing(term).mid(1) : containing(term);
}

Result<SearchProgress> indexEvents(Connection &connection)
{
    const auto mark = watermark(connection);
    if (!mark)
        return fail(mark.error());
    const auto target
        = connection.first(kTarget, {*mark, kSearchStep}, [](const Row &row) { return row.integer(0); });
    if (!target)
        return fail(target.error());
    const qint64 last = target->value_or(0);
    if (last <= *mark)
        return SearchProgress::UpToDate;
    if (auto done = connection.run(kIndex, {*mark, last}); !done)
        return fail(done.error());
    if (auto done = connection.run(kSetWatermark, {last}); !done)
        return fail(done.error());
    return SearchProgress::More;
}

Result<Clause> searchJobs(Connection &connection, const QString &term, const QList<JobAttribute> &attributes)
{
    const Columns columns = columnsOf(attributes);
    const auto subscribers = matchingSubscribers(connection, columns, patternOf(term));
    if (!subscribers)
        return fail(subscribers.error());
    const Clause scan = scanned(columns, *subscribers, patternOf(term));
    if (term.size() < kShortest)
        return scan;

    const auto events = eventHits(connection, columns.event, term);
    if (!events)
        return fail(events.error());
    if (events->size() > kFew)
        return scan;
    const auto ofEvents = ids(connection, kJobsOfEvents, {jsonOf(*events), kFew + 1});
    if (!ofEvents)
        return fail(ofEvents.error());
    const auto ofSubscribers = ids(connection, kJobsOfSubscribers, {jsonOf(*subscribers), kFew + 1});
    if (!ofSubscribers)
        return fail(ofSubscribers.error());
    if (ofEvents->size() > kFew || ofSubscribers->size() > kFew)
        return scan;
    return Clause{"j.id IN (SELECT value FROM json_each(?))", {jsonOf(*ofEvents + *ofSubscribers)}};
}

Result<Clause> searchEvents(Connection &connection, const QString &term)
{
    const QByteArrayList columns = columnsOf({}).event;
    const Clause scan = anyLike("e.", columns, patternOf(term));
    if (term.size() < kShortest)
        return scan;
    const auto hits = eventHits(connection, columns, term);
    if (!hits)
        return fail(hits.error());
    if (hits->size() > kFew)
        return scan;
    return Clause{"e.id IN (SELECT value FROM json_each(?))", {jsonOf(*hits)}};
}

} // namespace tacklebox::store
