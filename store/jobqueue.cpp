// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/jobqueue.h"

#include "store/attemptrow.h"
#include "store/duetimes.h"

#include <algorithm>
#include <charconv>

namespace tacklebox::store {

static constexpr char kEpoch[] = "SELECT epoch FROM profile";
static constexpr char kNextEpoch[] = "UPDATE profile SET epoch = epoch + 1 RETURNING epoch";
// Before all that was published after it, as it was when it was claimed.
static constexpr char kPutBack[] = "UPDATE job SET state = CASE WHEN tries > 0 THEN 3 ELSE 0 END,"
                                   " due_at = min(created_at, ?) WHERE state = 1 AND epoch < ? AND id IN"
                                   " (SELECT value FROM json_each((SELECT jobs FROM sending))) RETURNING id";
static constexpr char kNoteSending[] = "UPDATE sending SET jobs = ?";
// From one subscriber to the next by a look at the index, never through a queue.
static constexpr char kQueueHeads[]
    = "WITH RECURSIVE lane (id) AS (SELECT min(subscriber_id) FROM job INDEXED BY job_queue"
      " WHERE due_at IS NOT NULL UNION ALL SELECT (SELECT min(subscriber_id) FROM job INDEXED BY job_queue"
      " WHERE due_at IS NOT NULL AND subscriber_id > lane.id) FROM lane WHERE lane.id IS NOT NULL)"
      " SELECT id, (SELECT min(due_at) FROM job INDEXED BY job_queue"
      " WHERE subscriber_id = lane.id AND due_at IS NOT NULL) FROM lane WHERE id IS NOT NULL";
static constexpr char kDue[]
    = "SELECT j.id, j.uuid, j.event_id, e.uuid, j.subscriber_id, j.event_type, j.status, e.order_id,"
      " e.address, j.created_at, e.payload, j.attempts, j.tries, j.manual FROM job j INDEXED BY job_queue"
      " CROSS JOIN event e ON e.id = j.event_id WHERE j.subscriber_id = ? AND j.due_at <= ?"
      " ORDER BY j.due_at LIMIT ?";
static constexpr char kNextDue[] = "SELECT min(due_at) FROM job INDEXED BY job_queue"
                                   " WHERE subscriber_id = ? AND due_at IS NOT NULL";
static constexpr char kRetrying[] = "SELECT id, due_at FROM job INDEXED BY job_retrying"
                                    " WHERE subscriber_id = ? AND state = 3 LIMIT 1";
static constexpr char kOne[]
    = "SELECT j.id, j.uuid, j.event_id, e.uuid, j.subscriber_id, j.event_type, j.status, e.order_id,"
      " e.address, j.created_at, e.payload, j.attempts, j.tries, j.manual FROM job j"
      " CROSS JOIN event e ON e.id = j.event_id WHERE j.id = ?";
static constexpr char kClaim[] = "UPDATE job SET state = 1, epoch = ?, due_at = NULL"
                                 " WHERE id IN (SELECT value FROM json_each(?))";
static constexpr char kSettleSent[]
    = "UPDATE job SET state = ?, manual = ?, attempts = attempts + 1, tries = tries + ?, due_at = ?,"
      " status_code = coalesce(?, status_code), outcome = ?, last_sent_at = ?, error = ?"
      " WHERE id = ? AND state = 1 AND epoch = ?";
static constexpr char kSettleUnsent[]
    = "UPDATE job SET state = ?, due_at = ?, outcome = ?, error = ? WHERE id = ? AND state = 1 AND epoch = ?";
static constexpr char kGiveBack[]
    = "UPDATE job SET state = ?, due_at = ? WHERE id = ? AND state = 1 AND epoch = ?";
static constexpr char kLastSent[] = "UPDATE subscriber SET last_sent_at = max(last_sent_at, ?) WHERE id = ?";

// More at once would only fill the memory: they wait for the wire.
static constexpr qsizetype kMostPayloadBytes = 8 * 1024 * 1024;

namespace {

// For a statement's json_each.
QByteArray jsonOf(std::span<const JobKey> jobs)
{
    constexpr qsizetype kLongest = 21; // an id and its comma
    QByteArray ids(qsizetype(jobs.size()) * kLongest + 2, Qt::Uninitialized);
    char *end = ids.data();
    *end++ = '[';
    for (const JobKey job : jobs) {
        if (end[-1] != '[')
            *end++ = ',';
        end = std::to_chars(end, end + kLongest, job.value).ptr;
    }
    *end++ = ']';
    ids.truncate(end - ids.constData());
    return ids;
}

ClaimedJob claimedFrom(const Statement &row)
{
    ClaimedJob job;
    job.key = {row.integer(0)};
    job.uuid = row.uuid(1);
    job.event = {row.integer(2)};
    job.eventUuid = row.uuid(3);
    job.subscriber = {row.integer(4)};
    job.eventType = row.text(5);
    job.status = row.text(6);
    job.orderId = row.text(7);
    job.address = row.text(8);
    job.createdAt = fromMillis(row.integer(9));
    job.payload = row.bytes(10);
    job.attempts = int(row.integer(11));
    job.tries = int(row.integer(12));
    job.manual = row.integer(13) != 0;
    return job;
}

Result<std::vector<ClaimedJob>> rowsOf(Connection &connection, Statement &rows)
{
    std::vector<ClaimedJob> jobs;
    qsizetype bytes = 0;
    Statement::Step step = rows.step();
    for (; step == Statement::Step::Row; step = rows.step()) {
        jobs.push_back(claimedFrom(rows));
        bytes += jobs.back().payload.size();
        if (bytes > kMostPayloadBytes)
            break;
    }
    rows.reset();
    if (step == Statement::Step::Failed)
        return fail(connection.lastError());
    return jobs;
}

Result<std::vector<ClaimedJob>> dueJobs(Connection &connection, SubscriberKey subscriber, Instant now,
                                        int limit)
{
    return rowsOf(connection, connection.hot(kDue) << subscriber.value << toMillis(now) << limit);
}

// Strict order: while a job is being retried it alone may go.
Result<std::vector<ClaimedJob>> firstJob(Connection &connection, SubscriberKey subscriber, Instant now)
{
    Statement &retrying = connection.hot(kRetrying) << subscriber.value;
    const Statement::Step step = retrying.step();
    if (step == Statement::Step::Failed)
        return fail(connection.lastError());
    if (step != Statement::Step::Row)
        return dueJobs(connection, subscriber, now, 1);
    const qint64 id = retrying.integer(0);
    const bool isDue = retrying.integer(1) <= toMillis(now);
    retrying.reset();
    if (!isDue)
        return std::vector<ClaimedJob>();
    return rowsOf(connection, connection.hot(kOne) << id);
}

Result<std::optional<Instant>> nextDue(Connection &connection, SubscriberKey subscriber, QueueOrder order)
{
    std::optional<Instant> due;
    if (order == QueueOrder::Strict) {
        Statement &retrying = connection.hot(kRetrying) << subscriber.value;
        const Statement::Step step = retrying.step();
        if (step == Statement::Step::Row)
            due = fromMillis(retrying.integer(1));
        retrying.reset();
        if (step == Statement::Step::Failed)
            return fail(connection.lastError());
        if (due)
            return due;
    }
    Statement &next = connection.hot(kNextDue) << subscriber.value;
    if (next.step() != Statement::Step::Row)
        return fail(connection.lastError());
    if (!next.isNull(0))
        due = fromMillis(next.integer(0));
    next.reset();
    return due;
}

// What is to be tried again always has a time.
void bindDue(Statement &statement, const SettledJob &job, Instant now)
{
    if (job.next == JobState::Waiting || job.next == JobState::Retrying)
        statement << toMillis(job.due.value_or(now));
    else
        statement << nullptr;
}

void bindError(Statement &statement, const QString &error)
{
    if (error.isEmpty())
        statement << nullptr;
    else
        statement << error;
}

Result<Done> settleSent(Connection &connection, Epoch epoch, const SettledJob &job, const Attempt &attempt,
                        Instant now)
{
    Statement &update = connection.hot(kSettleSent);
    // What was aborted under way stays the try that it was, and counts for none.
    const bool isAborted = job.outcome == Outcome::Aborted;
    update << int(job.next) << (isAborted && attempt.manual ? 1 : 0) << (isAborted || attempt.manual ? 0 : 1);
    bindDue(update, job, now);
    if (attempt.statusCode)
        update << *attempt.statusCode;
    else
        update << nullptr;
    update << int(job.outcome) << toMillis(attempt.at);
    bindError(update, job.error);
    update << job.key.value << epoch.value;
    if (!update.run())
        return fail(connection.lastError());
    if (connection.changedRows() == 0)
        return Done{};
    return insertAttempt(
        connection, job.key, attempt, job.storesRequestBody ? RequestBody::Stored : RequestBody::AsPayload);
}

Result<Done> settleUnsent(Connection &connection, Epoch epoch, const SettledJob &job, Instant now)
{
    const bool isGivenBack = job.next == JobState::Waiting;
    Statement &update = connection.hot(isGivenBack ? kGiveBack : kSettleUnsent);
    update << int(job.next);
    bindDue(update, job, now);
    if (!isGivenBack) {
        update << int(job.outcome);
        bindError(update, job.error);
    }
    update << job.key.value << epoch.value;
    if (!update.run())
        return fail(connection.lastError());
    return Done{};
}

} // namespace

Result<Epoch> takeOver(Connection &connection, Instant now)
{
    const auto epoch = connection.first(kNextEpoch, {}, [](const Row &row) { return row.integer(0); });
    if (!epoch)
        return fail(epoch.error());
    const auto put = connection.each(kPutBack, {toMillis(now), epoch->value_or(0)}, [&](const Row &row) {
        connection.changes().note(JobKey{row.integer(0)});
    });
    if (!put)
        return fail(put.error());
    if (const auto mended = mendDueTimes(connection, now); !mended)
        return fail(mended.error());
    if (auto noted = noteSending(connection, {}); !noted)
        return fail(noted.error());
    return Epoch{epoch->value_or(0)};
}

Result<Done> noteSending(Connection &connection, std::span<const JobKey> jobs)
{
    const QByteArray ids = jsonOf(jobs);
    if (!connection.hot(kNoteSending).bindUtf8(ids).run())
        return fail(connection.lastError());
    return Done{};
}

Result<bool> isCurrent(Connection &connection, Epoch epoch)
{
    Statement &current = connection.hot(kEpoch);
    if (current.step() != Statement::Step::Row)
        return fail(connection.lastError());
    const bool is = current.integer(0) == epoch.value;
    current.reset();
    return is;
}

Result<QHash<SubscriberKey, Instant>> queueHeads(Connection &connection)
{
    QHash<SubscriberKey, Instant> heads;
    Statement &rows = connection.hot(kQueueHeads);
    Statement::Step step = rows.step();
    for (; step == Statement::Step::Row; step = rows.step())
        heads.insert({rows.integer(0)}, fromMillis(rows.integer(1)));
    if (step == Statement::Step::Failed)
        return fail(connection.lastError());
    return heads;
}

Result<Claim> claimDue(Connection &connection, Epoch epoch, SubscriberKey subscriber, QueueOrder order,
                       Instant now, int limit)
{
    const auto current = isCurrent(connection, epoch);
    if (!current)
        return fail(current.error());
    if (!*current)
        return Claim{};
    auto jobs = order == QueueOrder::Strict ? firstJob(connection, subscriber, now)
                                            : dueJobs(connection, subscriber, now, limit);
    if (!jobs)
        return fail(jobs.error());
    std::vector<JobKey> keys;
    std::ranges::transform(*jobs, std::back_inserter(keys), &ClaimedJob::key);
    const QByteArray ids = jsonOf(keys);
    if (!keys.empty() && !(connection.hot(kClaim) << epoch.value).bindUtf8(ids).run())
        return fail(connection.lastError());
    for (const JobKey key : keys)
        connection.changes().note(key);
    const auto next = nextDue(connection, subscriber, order);
    if (!next)
        return fail(next.error());
    return Claim{std::move(*jobs), *next};
}

Result<int> settle(Connection &connection, Epoch epoch, std::span<const SettledJob> jobs, Instant now)
{
    int settled = 0;
    QSet<SubscriberKey> sentTo;
    for (const SettledJob &job : jobs) {
        const auto done = job.attempt ? settleSent(connection, epoch, job, *job.attempt, now)
                                      : settleUnsent(connection, epoch, job, now);
        if (!done)
            return fail(done.error());
        if (connection.changedRows() == 0)
            continue;
        ++settled;
        connection.changes().note(job.key);
        if (job.attempt)
            sentTo.insert(job.subscriber);
    }
    // Once a batch: a subscriber's last time is for people.
    for (const SubscriberKey subscriber : sentTo) {
        if (!(connection.hot(kLastSent) << toMillis(now) << subscriber.value).run())
            return fail(connection.lastError());
    }
    return settled;
}

} // namespace tacklebox::store
