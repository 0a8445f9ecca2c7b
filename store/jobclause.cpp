// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/jobclause.h"

#include "core/eventselector.h"
#include "store/rowid.h"
#include "store/search.h"
#include "store/subscriberstore.h"

#include <QStringList>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kSubscribersByUrl[] = "SELECT id FROM subscriber WHERE url = ?";
static constexpr char kJobsOfEvent[] = "SELECT first_job, first_job + jobs - 1 FROM event WHERE id = ?";

namespace {

// One value of an "or": a condition with its values.
void addOr(Clause &any, const QByteArray &condition, const Values &values)
{
    any.sql += any.sql.isEmpty() ? condition : " OR " + condition;
    any.values += values;
}

void addAny(Clause &clause, const Clause &any)
{
    clause.add('(' + (any.sql.isEmpty() ? QByteArray("0") : any.sql) + ')', any.values);
}

void addIn(Clause &clause, const QByteArray &column, const Values &values)
{
    if (!values.isEmpty())
        clause.add(column + " IN (" + placeholders(values.size()) + ')', values);
}

// A type is filtered as a subscriber selects it: exactly, by subject, by prefix, or all.
void addTypes(Clause &clause, const QStringList &types)
{
    if (types.isEmpty())
        return;
    Clause any{{}, {}};
    for (const QString &type : types) {
        const auto selector = eventSelectorFrom(type, u"event_type"_s);
        if (!selector || selector->kind == EventSelector::Kind::Exact) {
            addOr(any, "j.event_type = ?", {type});
            if (!type.contains(u':'))
                addOr(any,
                      "(j.event_type >= ? AND j.event_type < ?)",
                      {QString(type + u':'), QString(type + u';')});
        } else if (selector->kind == EventSelector::Kind::Prefix) {
            addOr(any, "substr(j.event_type, 1, ?) = ?", {selector->text.size(), selector->text});
        } else {
            return;
        }
    }
    addAny(clause, any);
}

Result<Done> addSubscribers(Connection &connection, Clause &clause, const QList<SubscriberId> &ids)
{
    Values keys;
    for (const SubscriberId &id : ids) {
        const auto key = findSubscriberEver(connection, id);
        if (!key)
            return fail(key.error());
        if (*key)
            keys.append((*key)->value);
    }
    if (!ids.isEmpty() && keys.isEmpty())
        clause.add("0", {});
    addIn(clause, "j.subscriber_id", keys);
    return Done{};
}

Result<Done> addUrls(Connection &connection, Clause &clause, const QStringList &urls)
{
    Values keys;
    for (const QString &url : urls) {
        const auto found = connection.each(
            kSubscribersByUrl, {url}, [&keys](const Row &row) { keys.append(row.integer(0)); });
        if (!found)
            return found;
    }
    if (!urls.isEmpty() && keys.isEmpty())
        clause.add("0", {});
    addIn(clause, "j.subscriber_id", keys);
    return Done{};
}

Result<Done> addEvents(Connection &connection, Clause &clause, const QList<EventId> &ids)
{
    if (ids.isEmpty())
        return Done{};
    Clause any{{}, {}};
    for (const EventId &id : ids) {
        const auto key = findRow(connection, UuidTable::Event, id.value);
        if (!key)
            return fail(key.error());
        const auto found = connection.each(kJobsOfEvent, {key->value_or(0)}, [&any](const Row &row) {
            addOr(any, "j.id BETWEEN ? AND ?", {row.integer(0), row.integer(1)});
        });
        if (!found)
            return found;
    }
    addAny(clause, any);
    return Done{};
}

void addPlain(Clause &clause, const JobQuery &query)
{
    if (query.from)
        clause.add("j.created_at >= ?", {toMillis(*query.from)});
    if (query.to)
        clause.add("j.created_at < ?", {toMillis(*query.to)});
    if (query.sentFrom)
        clause.add("j.last_sent_at >= ?", {toMillis(*query.sentFrom)});
    Clause codes{{}, {}};
    for (const CodeRange &range : query.codes)
        addOr(codes, "j.status_code BETWEEN ? AND ?", {range.first, range.last});
    if (!query.codes.isEmpty())
        addAny(clause, codes);
    addTypes(clause, query.eventTypes);
    Values statuses;
    for (const QString &status : query.statuses)
        statuses.append(status);
    addIn(clause, "j.status", statuses);
    // As constants, so that the partial indexes over states are seen.
    QByteArray states;
    bool areDue = true;
    bool areTroubled = true;
    for (const JobState state : query.states) {
        states += (states.isEmpty() ? "" : ", ") + QByteArray::number(int(state));
        areDue = areDue && (state == JobState::Waiting || state == JobState::Retrying);
        areTroubled = areTroubled && state > JobState::Retrying;
    }
    if (!states.isEmpty()) {
        clause.add("j.state IN (" + states + ')', {});
        if (areDue)
            clause.add("j.due_at IS NOT NULL", {});
        else if (query.states == QList{JobState::Sending})
            clause.add("j.id IN (SELECT value FROM json_each((SELECT jobs FROM sending)))", {});
        else if (areTroubled)
            clause.add("j.state > 3", {});
    }
}

} // namespace

QByteArray placeholders(qsizetype count)
{
    QByteArray marks = QByteArray("?, ").repeated(count);
    marks.chop(2);
    return marks;
}

void Clause::add(const QByteArray &condition, const Values &more)
{
    sql = sql == "1" ? condition : sql + " AND " + condition;
    values += more;
}

Result<Clause> jobClause(Connection &connection, const JobQuery &query)
{
    Clause clause;
    addPlain(clause, query);
    if (auto done = addSubscribers(connection, clause, query.subscribers); !done)
        return fail(done.error());
    if (auto done = addUrls(connection, clause, query.callbackUrls); !done)
        return fail(done.error());
    if (auto done = addEvents(connection, clause, query.events); !done)
        return fail(done.error());
    if (!query.search.isEmpty()) {
        const auto found = searchJobs(connection, query.search, query.searchIn);
        if (!found)
            return fail(found.error());
        clause.add('(' + found->sql + ')', found->values);
    }
    return clause;
}

} // namespace tacklebox::store
