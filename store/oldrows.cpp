// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/oldrows.h"

#include "store/keysetpage.h"

namespace tacklebox::store {

// An attempt's id is its job's, and 20 bits more.
static constexpr char kAttempts[]
    = "DELETE FROM attempt WHERE id IN (SELECT a.id FROM json_each(?) k CROSS JOIN attempt a"
      " ON a.id >= (k.value << 20) AND a.id < ((k.value + 1) << 20))";
static constexpr char kEventsOf[]
    = "SELECT DISTINCT j.event_id FROM json_each(?) k CROSS JOIN job j ON j.id = k.value";
static constexpr char kJobs[] = "DELETE FROM job WHERE id IN (SELECT value FROM json_each(?))";
static constexpr char kAlone[]
    = "SELECT e.id FROM json_each(?) k CROSS JOIN event e ON e.id = k.value WHERE NOT EXISTS"
      " (SELECT 1 FROM job j WHERE j.id >= e.first_job AND j.id < e.first_job + e.jobs)";
// It keeps no text of its own: it has to be told what it forgets, while the event is there.
static constexpr char kForget[]
    = "INSERT INTO event_search (event_search, rowid, type, status, order_id, address)"
      " SELECT 'delete', e.id, e.type, e.status, e.order_id, e.address FROM json_each(?) k"
      " CROSS JOIN event e ON e.id = k.value WHERE e.id <= (SELECT indexed_event FROM profile)";
static constexpr char kEvents[] = "DELETE FROM event WHERE id IN (SELECT value FROM json_each(?))";
static constexpr char kSecrets[]
    = "DELETE FROM subscriber_secret WHERE subscriber_id IN (SELECT value FROM json_each(?))";
static constexpr char kHealth[]
    = "DELETE FROM health WHERE subscriber_id IN (SELECT value FROM json_each(?))";
static constexpr char kSubscribers[] = "DELETE FROM subscriber WHERE id IN (SELECT value FROM json_each(?))";
static constexpr char kReplayJobs[]
    = "DELETE FROM replay_job WHERE replay_id IN (SELECT value FROM json_each(?))";

// What is old has low ids: a few rows tell whether any is.
static constexpr char kOldActivities[]
    = "SELECT id FROM (SELECT id, at AS ended FROM activity ORDER BY id LIMIT ?) WHERE ended < ?";
static constexpr char kOldMails[]
    = "SELECT id FROM (SELECT id, created_at AS ended, due_at FROM mail ORDER BY id"
      " LIMIT ?) WHERE ended < ? AND due_at IS NULL";
static constexpr char kOldReplays[]
    = "SELECT id FROM (SELECT id, ended_at AS ended FROM replay ORDER BY id LIMIT ?) WHERE ended < ?";
static constexpr char kActivities[] = "DELETE FROM activity WHERE id IN (SELECT value FROM json_each(?))";
static constexpr char kMails[] = "DELETE FROM mail WHERE id IN (SELECT value FROM json_each(?))";
static constexpr char kReplays[] = "DELETE FROM replay WHERE id IN (SELECT value FROM json_each(?))";

namespace {

Result<QList<qint64>> idsOf(Connection &connection, QByteArrayView sql, const Values &values)
{
    return connection.all(sql, values, [](const Row &row) { return row.integer(0); });
}

Result<Done> runEach(Connection &connection, std::initializer_list<QByteArrayView> statements,
                     const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return Done{};
    const QString list = jsonOf(ids);
    for (const QByteArrayView sql : statements) {
        if (auto done = connection.run(sql, {list}); !done)
            return done;
    }
    return Done{};
}

} // namespace

Result<qint64> removeJobs(Connection &connection, const QList<qint64> &jobs)
{
    const auto events = idsOf(connection, kEventsOf, {jsonOf(jobs)});
    if (!events)
        return fail(events.error());
    if (auto done = runEach(connection, {kAttempts, kJobs}, jobs); !done)
        return fail(done.error());
    const auto alone = idsOf(connection, kAlone, {jsonOf(*events)});
    if (!alone)
        return fail(alone.error());
    if (auto done = removeEvents(connection, *alone); !done)
        return fail(done.error());
    return alone->size();
}

Result<Done> removeEvents(Connection &connection, const QList<qint64> &events)
{
    return runEach(connection, {kForget, kEvents}, events);
}

Result<Done> removeSubscribers(Connection &connection, const QList<qint64> &subscribers)
{
    return runEach(connection, {kSecrets, kHealth, kSubscribers}, subscribers);
}

Result<qint64> removeRecords(Connection &connection, RecordTable table, Instant before, int limit)
{
    const char *question = table == RecordTable::Activity ? kOldActivities
        : table == RecordTable::Mail                      ? kOldMails
                                                          : kOldReplays;
    const auto old = idsOf(connection, question, {limit, toMillis(before)});
    if (!old)
        return fail(old.error());
    auto done = table == RecordTable::Activity ? runEach(connection, {kActivities}, *old)
        : table == RecordTable::Mail           ? runEach(connection, {kMails}, *old)
                                               : runEach(connection, {kReplayJobs, kReplays}, *old);
    if (!done)
        return fail(done.error());
    return old->size();
}

} // namespace tacklebox::store
