// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/cachedjoblisting.h"

#include "core/eventselector.h"
#include "store/search.h"

#include <algorithm>

namespace tacklebox::store {

// Up to this many jobs are read and sorted for a page.
static constexpr int kFew = 1000;

namespace {

// A part of the question that an index answers by itself.
struct Part
{
    const char *index;
    JobQuery query;
    bool isInOrder = false; // the index gives it in the query's order
};

struct Sorting
{
    const char *column;
    const char *index;
};

Sorting sortingOf(JobSort sort)
{
    switch (sort) {
    case JobSort::Created:
        return {"j.created_at", "cached_job_created"};
    case JobSort::StatusCode:
        return {"j.status_code", "cached_job_code"};
    case JobSort::EventType:
        return {"j.event_type", "cached_job_type"};
    case JobSort::LastSent:
        return {"j.last_sent_at", "cached_job_sent"};
    }
    Q_UNREACHABLE();
}

void addIn(Clause &where, const QByteArray &column, const Values &values)
{
    if (!values.isEmpty())
        where.add(column + " IN (" + placeholders(values.size()) + ')', values);
}

template<typename Tag>
Values textsOf(const QList<Id<Tag>> &ids)
{
    Values texts;
    for (const Id<Tag> &id : ids)
        texts.append(id.value);
    return texts;
}

void addStates(Clause &where, const QList<JobState> &states)
{
    Values numbers;
    for (const JobState state : states)
        numbers.append(int(state));
    addIn(where, "j.state", numbers);
}

// SQLite seeks by no OR: all that the ranges or types allow lies between these.
void addCodesAround(Clause &where, const QList<CodeRange> &codes)
{
    if (codes.size() > 1)
        where.add("j.status_code BETWEEN ? AND ?",
                  {std::ranges::min(codes, {}, &CodeRange::first).first,
                   std::ranges::max(codes, {}, &CodeRange::last).last});
}

void addTypesAround(Clause &where, const QStringList &types)
{
    QList<QByteArray> first; // as the index compares them
    QList<QByteArray> last;
    for (const QString &type : types) {
        const auto selector = eventSelectorFrom(type, {});
        if (selector && selector->kind == EventSelector::Kind::All)
            return;
        const QByteArray begin = (selector ? selector->text : type).toUtf8();
        first.append(begin);
        last.append(begin + "\xf4\x8f\xbf\xbf"); // behind all that begins so
    }
    if (!types.isEmpty())
        where.add("j.event_type BETWEEN ? AND ?",
                  {QString::fromUtf8(std::ranges::min(first)), QString::fromUtf8(std::ranges::max(last))});
}

void addSearch(Clause &where, const QString &term, const QList<JobAttribute> &attributes)
{
    static constexpr std::pair<JobAttribute, const char *> kColumns[] = {
        {JobAttribute::Status, "j.status"},
        {JobAttribute::Address, "j.address"},
        {JobAttribute::Event, "j.event_type"},
        {JobAttribute::OrderId, "j.order_id"},
        {JobAttribute::Subscriber, "j.subscriber_name"},
        {JobAttribute::CallbackUrl, "j.callback_url"},
    };
    if (term.isEmpty())
        return;
    Clause any{{}, {}};
    for (const auto &[attribute, column] : kColumns) {
        if (!attributes.isEmpty() && !attributes.contains(attribute))
            continue;
        any.sql += (any.sql.isEmpty() ? "" : " OR ") + QByteArray(column) + " LIKE ? ESCAPE '\\'";
        any.values.append(patternOf(term));
    }
    where.add('(' + any.sql + ')', any.values);
}

QList<Part> partsOf(const JobQuery &query)
{
    const bool isByTime = query.sort == JobSort::Created;
    QList<Part> parts;
    const auto add = [&parts](const char *index, bool isInOrder) -> JobQuery & {
        parts.append(Part{index, {}, isInOrder});
        return parts.last().query;
    };
    if (!query.states.isEmpty())
        add("cached_job_state", isByTime && query.states.size() == 1).states = query.states;
    if (!query.subscribers.isEmpty())
        add("cached_job_subscriber", isByTime && query.subscribers.size() == 1).subscribers
            = query.subscribers;
    if (!query.codes.isEmpty())
        add("cached_job_code", false).codes = query.codes;
    if (!query.eventTypes.isEmpty())
        add("cached_job_type", false).eventTypes = query.eventTypes;
    if (query.sentFrom)
        add("cached_job_sent", false).sentFrom = query.sentFrom;
    if (query.from || query.to) {
        JobQuery &created = add("cached_job_created", isByTime);
        created.from = query.from;
        created.to = query.to;
    }
    return parts;
}

Result<bool> meetFew(Connection &connection, ConnectionKey key, const Part &part)
{
    const auto where = cachedJobClause(connection, key, part.query);
    if (!where)
        return fail(where.error());
    const auto found = connection.first("SELECT count(*) FROM (SELECT 1 FROM cached_job j INDEXED BY "
                                            + QByteArray(part.index) + " WHERE " + where->sql + " LIMIT ?)",
                                        where->values + Values{kFew + 1},
                                        [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    return found->value_or(0) <= kFew;
}

Result<const char *> indexFor(Connection &connection, ConnectionKey key, const JobQuery &query)
{
    const QList<Part> parts = partsOf(query);
    const auto inOrder = std::ranges::find_if(parts, &Part::isInOrder);
    for (const Part &part : parts) {
        const auto areFew = meetFew(connection, key, part);
        if (!areFew)
            return fail(areFew.error());
        if (*areFew)
            return part.index;
    }
    return inOrder != parts.end() ? inOrder->index : sortingOf(query.sort).index;
}

} // namespace

Result<Clause> cachedJobClause(Connection &connection, ConnectionKey key, const JobQuery &query)
{
    // What the engine's own row tells of itself is asked in the same way.
    JobQuery own;
    own.from = query.from;
    own.to = query.to;
    own.sentFrom = query.sentFrom;
    own.codes = query.codes;
    own.eventTypes = query.eventTypes;
    own.statuses = query.statuses;
    const auto plain = jobClause(connection, own);
    if (!plain)
        return fail(plain.error());
    Clause where;
    where.add("j.connection_id = ?", {key.value});
    if (!isUnfiltered(own))
        where.add(plain->sql, plain->values);
    addIn(where, "j.subscriber_id", textsOf(query.subscribers));
    addIn(where, "j.event_id", textsOf(query.events));
    Values urls;
    for (const QString &url : query.callbackUrls)
        urls.append(url);
    addIn(where, "j.callback_url", urls);
    addStates(where, query.states);
    addCodesAround(where, query.codes);
    addTypesAround(where, query.eventTypes);
    addSearch(where, query.search, query.searchIn);
    return where;
}

Result<Listing> cachedJobListing(Connection &connection, ConnectionKey key, const JobQuery &query)
{
    auto where = cachedJobClause(connection, key, query);
    if (!where)
        return fail(where.error());
    const auto index = indexFor(connection, key, query);
    if (!index)
        return fail(index.error());
    return Listing{"cached_job j INDEXED BY " + QByteArray(*index),
                   "j.id",
                   sortingOf(query.sort).column,
                   int(query.sort),
                   query.order,
                   std::move(*where)};
}

} // namespace tacklebox::store
