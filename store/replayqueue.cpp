// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/replayqueue.h"

#include "store/attemptrow.h"
#include "store/keysetpage.h"
#include "store/replaystore.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kNext[]
    = "SELECT r.job_id, j.subscriber_id, s.id FROM replay_job r LEFT JOIN job j ON j.id = r.job_id"
      " LEFT JOIN subscriber s ON s.id = j.subscriber_id AND s.deleted_at IS NULL"
      " WHERE r.replay_id = ? AND j.state IS NOT 1 ORDER BY r.job_id LIMIT ?";
static constexpr char kStillOpen[]
    = "SELECT count(*) FROM json_each(?) k CROSS JOIN job j ON j.id = k.value WHERE j.state < 2";
static constexpr char kState[] = "SELECT state FROM replay WHERE id = ?";
static constexpr char kFree[] = "UPDATE job SET state = 0, manual = 1, tries = 0, due_at = ? WHERE id = ?";
static constexpr char kTakeOut[] = "DELETE FROM replay_job WHERE replay_id = ? AND job_id = ?";
static constexpr char kCount[]
    = "UPDATE replay SET sent = sent + ?, skipped = skipped + ?, accepted = accepted + ?,"
      " last_error = coalesce(?, last_error) WHERE id = ?";
static constexpr char kFinish[] = "UPDATE replay SET state = 3, ended_at = ? WHERE id = ? AND state < 3"
                                  " AND NOT EXISTS (SELECT 1 FROM replay_job WHERE replay_id = replay.id)";

static constexpr char kDiverted[]
    = "SELECT j.id, j.uuid, j.event_id, e.uuid, j.subscriber_id, j.event_type, j.status, e.order_id,"
      " e.address, j.created_at, e.payload, j.attempts, j.tries, s.id, s.url, r.job_id FROM replay_job r"
      " LEFT JOIN job j ON j.id = r.job_id LEFT JOIN event e ON e.id = j.event_id"
      " LEFT JOIN subscriber s ON s.id = j.subscriber_id AND s.deleted_at IS NULL"
      " WHERE r.replay_id = ? AND r.job_id > ? AND j.state IS NOT 1 ORDER BY r.job_id LIMIT ?";
static constexpr char kStanding[] = "SELECT j.state, j.attempts, e.payload FROM job j"
                                    " JOIN event e ON e.id = j.event_id WHERE j.id = ?";
static constexpr char kTried[] = "UPDATE job SET attempts = attempts + 1 WHERE id = ?";
static constexpr char kTaken[]
    = "UPDATE job SET state = 2, manual = 0, due_at = NULL, status_code = coalesce(?, status_code),"
      " outcome = ?, last_sent_at = ?, error = NULL WHERE id = ?";

namespace {

struct Counts
{
    int sent = 0;
    int skipped = 0;
    int accepted = 0;
    QString error;
};

// True when the run is finished with it.
Result<bool> count(Connection &connection, ReplayKey key, const Counts &counts, Instant now)
{
    const QVariant error = counts.error.isEmpty() ? QVariant() : QVariant(counts.error);
    const auto counted
        = connection.run(kCount, {counts.sent, counts.skipped, counts.accepted, error, key.value});
    if (!counted)
        return fail(counted.error());
    if (auto finished = connection.run(kFinish, {toMillis(now), key.value}); !finished)
        return fail(finished.error());
    const bool isFinished = connection.changedRows() > 0;
    if (isFinished)
        ++connection.changes().activities; // who watches the runs looks again
    return isFinished;
}

Result<ReplayState> stateOf(Connection &connection, ReplayKey key)
{
    const auto state
        = connection.first(kState, {key.value}, [](const Row &row) { return ReplayState(row.integer(0)); });
    if (!state)
        return fail(state.error());
    return state->value_or(ReplayState::Cancelled);
}

Result<bool> isCrowded(Connection &connection, const QList<qint64> &before)
{
    if (before.isEmpty())
        return false;
    const auto open
        = connection.first(kStillOpen, {jsonOf(before)}, [](const Row &row) { return row.integer(0); });
    if (!open)
        return fail(open.error());
    return open->value_or(0) * 2 > before.size();
}

struct Next
{
    qint64 job = 0;
    SubscriberKey subscriber;
    bool isLost = false;
};

DivertedJob divertedFrom(const Row &row)
{
    DivertedJob diverted;
    ClaimedJob &job = diverted.job;
    job.key = {row.integer(0)};
    job.uuid = row.uuid(1);
    job.event = {row.integer(2)};
    job.eventUuid = row.uuid(3);
    job.subscriber = {row.integer(4)};
    job.eventType = row.text(5);
    job.status = row.text(6);
    job.orderId = row.text(7);
    job.address = row.text(8);
    job.createdAt = row.instant(9);
    job.payload = row.bytes(10);
    job.attempts = int(row.integer(11));
    job.tries = int(row.integer(12));
    job.manual = true;
    diverted.ownUrl = row.text(14);
    return diverted;
}

struct Standing
{
    JobState state = JobState::Unknown;
    int attempts = 0;
    QByteArray payload;
};

Result<Done> record(Connection &connection, JobKey job, Attempt attempt, const Standing &standing)
{
    attempt.number = standing.attempts + 1;
    const RequestBody body
        = attempt.request.body == standing.payload ? RequestBody::AsPayload : RequestBody::Stored;
    if (auto inserted = insertAttempt(connection, job, attempt, body); !inserted)
        return inserted;
    connection.changes().note(job);
    if (auto counted = connection.run(kTried, {job.value}); !counted)
        return counted;
    if (attempt.diverted || attempt.outcome != Outcome::Delivered)
        return Done{};
    const QVariant code = attempt.statusCode ? QVariant(*attempt.statusCode) : QVariant();
    return connection.run(kTaken, {code, int(attempt.outcome), toMillis(attempt.at), job.value});
}

// False: come with it again.
Result<bool> recordOne(Connection &connection, ReplayKey key, const DivertedTry &tried, ReplayState state,
                       Counts &counts)
{
    const auto standing = connection.first(kStanding, {tried.job.value}, [](const Row &row) {
        return Standing{JobState(row.integer(0)), int(row.integer(1)), row.bytes(2)};
    });
    if (!standing)
        return fail(standing.error());
    const bool isThere = standing->has_value();
    // Its attempt under way has the next number already.
    if (isThere && tried.attempt && (*standing)->state == JobState::Sending)
        return false;
    if (auto taken = connection.run(kTakeOut, {key.value, tried.job.value}); !taken)
        return fail(taken.error());
    // Another process was here first; or the run was cancelled, and what was sent was sent.
    if (connection.changedRows() == 0 && state != ReplayState::Cancelled)
        return true;
    if (!isThere || !tried.attempt) {
        ++counts.skipped;
        counts.error = tried.why;
        return true;
    }
    if (auto recorded = record(connection, tried.job, *tried.attempt, **standing); !recorded)
        return fail(recorded.error());
    ++counts.sent;
    if (tried.attempt->outcome == Outcome::Delivered)
        ++counts.accepted;
    else
        counts.error = tried.attempt->error;
    return true;
}

} // namespace

Result<Released> releaseJobs(Connection &connection, ReplayKey key, int limit, const QList<qint64> &before,
                             Instant now)
{
    Released released;
    const auto state = stateOf(connection, key);
    if (!state)
        return fail(state.error());
    released.isOver = *state != ReplayState::Running;
    if (released.isOver)
        return released;
    const auto crowded = isCrowded(connection, before);
    if (!crowded)
        return fail(crowded.error());
    released.isCrowded = *crowded;
    if (*crowded)
        return released;

    const auto next = connection.all(kNext, {key.value, limit}, [](const Row &row) {
        return Next{row.integer(0), {row.integer(1)}, row.isNull(2)};
    });
    if (!next)
        return fail(next.error());
    Counts counts;
    for (const Next &one : *next) {
        if (!(connection.hot(kTakeOut) << key.value << one.job).run())
            return fail(connection.lastError());
        if (one.isLost) {
            ++counts.skipped;
            continue;
        }
        if (!(connection.hot(kFree) << toMillis(now) << one.job).run())
            return fail(connection.lastError());
        ++counts.sent;
        connection.changes().note(JobKey{one.job});
        released.jobs.append(one.job);
        released.subscribers.insert(one.subscriber);
    }
    const auto finished = count(connection, key, counts, now);
    if (!finished)
        return fail(finished.error());
    released.isOver = *finished;
    return released;
}

Result<DivertedBatch> divertedJobs(Connection &connection, ReplayKey key, JobKey after, int limit)
{
    DivertedBatch batch;
    int rows = 0;
    const auto read = connection.each(kDiverted, {key.value, after.value, limit}, [&](const Row &row) {
        ++rows;
        if (row.isNull(13))
            batch.lost.append(JobKey{row.integer(15)});
        else
            batch.jobs.push_back(divertedFrom(row));
    });
    if (!read)
        return fail(read.error());
    batch.isLast = rows < limit;
    QSet<SubscriberKey> seen;
    for (const DivertedJob &diverted : batch.jobs) {
        if (seen.contains(diverted.job.subscriber))
            continue;
        seen.insert(diverted.job.subscriber);
        auto stored = subscriber(connection, diverted.job.subscriber);
        if (!stored)
            return fail(stored.error());
        batch.subscribers.push_back(std::move(*stored));
    }
    return batch;
}

Result<Recorded> recordDiverted(Connection &connection, ReplayKey key, const std::vector<DivertedTry> &tries,
                                Instant now)
{
    const auto state = stateOf(connection, key);
    if (!state)
        return fail(state.error());
    Recorded recorded;
    Counts counts;
    for (const DivertedTry &tried : tries) {
        const auto isRecorded = recordOne(connection, key, tried, *state, counts);
        if (!isRecorded)
            return fail(isRecorded.error());
        if (!*isRecorded)
            recorded.again.push_back(tried);
    }
    const auto finished = count(connection, key, counts, now);
    if (!finished)
        return fail(finished.error());
    recorded.isOver = *finished || *state != ReplayState::Running;
    return recorded;
}

} // namespace tacklebox::store
