// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/replaystore.h"

#include "store/jobclause.h"
#include "store/jobstore.h"
#include "store/keysetpage.h"
#include "store/rowid.h"
#include "store/rowuuid.h"

#include <algorithm>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

// From the subscribers alone: a condition over `job j` stands before it.
static constexpr char kPlan[]
    = "SELECT count(*), count(DISTINCT j.subscriber_id), total(j.state = 2),"
      " total(j.state NOT IN (1, 2) AND j.outcome IN (3, 10, 13)), total(j.state = 1),"
      " total(s.deleted_at IS NULL AND s.state <> 0), total(s.deleted_at IS NOT NULL)"
      " FROM job j JOIN subscriber s ON s.id = j.subscriber_id WHERE ";
static constexpr char kNames[] = "SELECT name FROM subscriber WHERE id IN (SELECT DISTINCT j.subscriber_id"
                                 " FROM job j WHERE ";
static constexpr char kInsert[] = "INSERT INTO replay (uuid, created_at, state, per_second, url, body, jobs) "
                                  "VALUES (?, ?, 0, ?, ?, ?, ?)";
static constexpr char kInsertJob[] = "INSERT INTO replay_job (replay_id, job_id) VALUES (?, ?)";
static constexpr char kBegin[]
    = "UPDATE replay SET state = iif(jobs = 0, 3, 1), ended_at = iif(jobs = 0, ?, NULL)"
      " WHERE id = ? AND state = 0";
// Without the body, which may be a megabyte: that there is one is enough for people.
static constexpr char kRows[] = "SELECT id, uuid, state, created_at, ended_at, per_second, url, iif(body IS "
                                "NULL, NULL, x''), jobs, sent,"
                                " skipped, accepted, last_error FROM replay";
static constexpr char kRunning[]
    = "SELECT id, uuid, state, created_at, ended_at, per_second, url, body, jobs, sent, skipped, accepted,"
      " last_error FROM replay INDEXED BY replay_running WHERE state = 1 ORDER BY id";
static constexpr char kSetState[] = "UPDATE replay SET state = ?, ended_at = ? WHERE id = ?";
static constexpr char kByUuid[] = "SELECT id FROM replay WHERE uuid = ?";
static constexpr char kSweep[]
    = "DELETE FROM replay_job WHERE (replay_id, job_id) IN (SELECT r.replay_id, r.job_id FROM replay p"
      " CROSS JOIN replay_job r ON r.replay_id = p.id WHERE p.state = 4 LIMIT ?)";

static_assert(int(Outcome::TimedOut) == 3 && int(Outcome::ClosedEarly) == 10 && int(Outcome::Aborted) == 13);

namespace {

constexpr int kNamed = 5;

Replay replayFrom(const Row &row)
{
    Replay replay;
    replay.id = {QString::number(row.integer(0))};
    replay.uuid = textOf(row.uuid(1));
    replay.state = ReplayState(row.integer(2));
    replay.createdAt = row.instant(3);
    replay.endedAt = row.instantOrNone(4);
    if (!row.isNull(5))
        replay.manner.perSecond = row.value(5).toDouble();
    replay.manner.url = row.text(6);
    if (!row.isNull(7))
        replay.manner.body = row.bytes(7);
    replay.jobs = row.integer(8);
    replay.sent = row.integer(9);
    replay.skipped = row.integer(10);
    replay.accepted = row.integer(11);
    replay.lastError = row.text(12);
    return replay;
}

// What is asked for as a condition over `job j`, and how many ids were named twice.
struct Asked
{
    Clause clause;
    qint64 repeated = 0;
};

Result<Asked> askedFor(Connection &connection, const ReplayRequest &request)
{
    if (request.query) {
        auto clause = jobClause(connection, *request.query);
        if (!clause)
            return fail(clause.error());
        return Asked{std::move(*clause)};
    }
    QSet<qint64> seen;
    for (const JobId &id : request.jobs) {
        const auto key = findJob(connection, id);
        if (!key)
            return fail(key.error());
        seen.insert(key->value);
    }
    Asked asked;
    asked.repeated = request.jobs.size() - seen.size();
    asked.clause.add("j.id IN (SELECT value FROM json_each(?))", {jsonOf(seen.values())});
    return asked;
}

Error refused(const Replay &replay)
{
    return {
        ErrorKind::Conflict, Reason::ReplayState, u"state"_s, replay.id.value, toText(replay.state), {}, 0};
}

} // namespace

Result<QList<qint64>> jobsOf(Connection &connection, const ReplayRequest &request)
{
    const auto asked = askedFor(connection, request);
    if (!asked)
        return fail(asked.error());
    auto jobs = connection.all("SELECT j.id FROM job j WHERE " + asked->clause.sql,
                               asked->clause.values,
                               [](const Row &row) { return row.integer(0); });
    if (jobs)
        std::ranges::sort(*jobs);
    return jobs;
}

Result<ReplayPlan> planReplay(Connection &connection, const ReplayRequest &request)
{
    const auto asked = askedFor(connection, request);
    if (!asked)
        return fail(asked.error());
    const auto counted
        = connection.first(kPlan + asked->clause.sql, asked->clause.values, [](const Row &row) {
              ReplayPlan plan;
              plan.jobs = row.integer(0);
              plan.subscribers = row.integer(1);
              plan.delivered = row.integer(2);
              plan.uncertain = row.integer(3);
              plan.sending = row.integer(4);
              plan.stopped = row.integer(5);
              plan.gone = row.integer(6);
              return plan;
          });
    if (!counted)
        return fail(counted.error());
    ReplayPlan plan = counted->value_or(ReplayPlan{});
    plan.repeated = asked->repeated;
    const auto names
        = connection.all(kNames + asked->clause.sql + ") ORDER BY name LIMIT " + QByteArray::number(kNamed),
                         asked->clause.values,
                         [](const Row &row) { return row.text(0); });
    if (!names)
        return fail(names.error());
    plan.names = *names;
    return plan;
}

Result<ReplayKey> insertReplay(Connection &connection, const ReplayManner &manner, qint64 jobs, Instant now)
{
    const QString url = manner.url.isNull() ? u""_s : manner.url;
    const QVariant body
        = manner.body ? QVariant(manner.body->isNull() ? QByteArray("") : *manner.body) : QVariant();
    const auto inserted = connection.run(kInsert,
                                         {bytesOf(newUuid(now)),
                                          toMillis(now),
                                          manner.perSecond ? QVariant(*manner.perSecond) : QVariant(),
                                          url,
                                          body,
                                          jobs});
    if (!inserted)
        return fail(inserted.error());
    return ReplayKey{connection.lastId()};
}

Result<Done> addReplayJobs(Connection &connection, ReplayKey key, std::span<const qint64> jobs)
{
    Statement &insert = connection.hot(kInsertJob);
    for (const qint64 job : jobs) {
        if (!(insert << key.value << job).run())
            return fail(connection.lastError());
    }
    return Done{};
}

Result<Replay> beginReplay(Connection &connection, ReplayKey key, Instant now)
{
    if (auto done = connection.run(kBegin, {toMillis(now), key.value}); !done)
        return fail(done.error());
    const int begun = connection.changedRows();
    auto replay = findReplay(connection, idOf(key));
    if (replay && begun == 0)
        return fail(refused(*replay));
    return replay;
}

Result<Replay> findReplay(Connection &connection, const ReplayId &id)
{
    std::optional<qint64> key = integerFrom(id.value);
    if (const QUuid uuid = QUuid::fromString(id.value); !key && !uuid.isNull()) {
        const auto found
            = connection.first(kByUuid, {bytesOf(uuid)}, [](const Row &row) { return row.integer(0); });
        if (!found)
            return fail(found.error());
        key = *found;
    }
    const auto found = connection.first(QByteArray(kRows) + " WHERE id = ?", {key.value_or(0)}, replayFrom);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail({ErrorKind::NotFound, Reason::NoSuchReplay, {}, id.value, {}, {}, 0});
    return **found;
}

Result<QList<Replay>> listReplays(Connection &connection)
{
    return connection.all(QByteArray(kRows) + " ORDER BY id DESC LIMIT 100", {}, replayFrom);
}

Result<QList<Replay>> runningReplays(Connection &connection)
{
    return connection.all(kRunning, {}, replayFrom);
}

Result<Replay> changeReplay(Connection &connection, const ReplayId &id, ReplayDeed deed, Instant now)
{
    auto replay = findReplay(connection, id);
    if (!replay)
        return replay;
    const ReplayState from = deed == ReplayDeed::Resume ? ReplayState::Paused : ReplayState::Running;
    const bool isAllowed = deed == ReplayDeed::Cancel ? isOpen(replay->state) : replay->state == from;
    if (!isAllowed)
        return fail(refused(*replay));
    switch (deed) {
    case ReplayDeed::Pause:
        replay->state = ReplayState::Paused;
        break;
    case ReplayDeed::Resume:
        replay->state = ReplayState::Running;
        break;
    case ReplayDeed::Cancel:
        replay->state = ReplayState::Cancelled;
        replay->endedAt = now;
        break;
    }
    const QVariant ended = replay->endedAt ? QVariant(toMillis(*replay->endedAt)) : QVariant();
    const auto done = connection.run(kSetState, {int(replay->state), ended, replay->id.value.toLongLong()});
    if (!done)
        return fail(done.error());
    return replay;
}

Result<int> sweepReplays(Connection &connection)
{
    if (auto done = connection.run(kSweep, {kReplayStep}); !done)
        return fail(done.error());
    return connection.changedRows();
}

} // namespace tacklebox::store
