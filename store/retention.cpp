// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/retention.h"

#include "core/job.h"
#include "store/oldrows.h"
#include "store/remotecache.h"

namespace tacklebox::store {

// Free pages that a file keeps for what comes next: these, and a tenth of it.
static constexpr qint64 kSparePages = 1000;
// Dropped jobs looked at in one step, where few of them are old.
static constexpr int kLooks = 500;

static constexpr char kSent[]
    = "SELECT id FROM job INDEXED BY job_trouble WHERE state = ? AND state > 3 AND last_sent_at > 0"
      " AND last_sent_at < ? AND id < (SELECT max(id) FROM job) AND event_id < (SELECT max(id) FROM event)"
      " ORDER BY last_sent_at LIMIT ?";
static constexpr char kDelivered[]
    = "SELECT id FROM job INDEXED BY job_delivered WHERE state = 2 AND last_sent_at < ?"
      " AND id < (SELECT max(id) FROM job) AND event_id < (SELECT max(id) FROM event)"
      " ORDER BY last_sent_at LIMIT ?";
static constexpr char kUnsent[]
    = "SELECT id, created_at, id < (SELECT max(id) FROM job) AND event_id < (SELECT max(id) FROM event) FROM "
      "job"
      " INDEXED BY job_trouble WHERE state = 6 AND state > 3 AND last_sent_at = 0 AND subscriber_id = ?"
      " AND id > ? ORDER BY id LIMIT ?";
static constexpr char kNextUnsent[]
    = "SELECT subscriber_id FROM job INDEXED BY job_trouble WHERE state = 6 AND state > 3"
      " AND last_sent_at = 0 AND subscriber_id > ? ORDER BY subscriber_id LIMIT 1";
static constexpr char kLoneEvents[]
    = "SELECT id FROM event INDEXED BY event_alone WHERE jobs = 0 AND created_at < ?"
      " AND id < (SELECT max(id) FROM event) ORDER BY created_at LIMIT ?";
static constexpr char kSubscribers[]
    = "SELECT id FROM subscriber s WHERE deleted_at < ?"
      " AND NOT EXISTS (SELECT 1 FROM job j WHERE j.subscriber_id = s.id) LIMIT ?";
static constexpr char kBusy[] = "SELECT EXISTS (SELECT 1 FROM json_each((SELECT jobs FROM sending)) k"
                                " CROSS JOIN job j ON j.id = k.value WHERE j.state = 1)";
static constexpr char kFreePages[] = "PRAGMA freelist_count";
static constexpr char kPages[] = "PRAGMA page_count";
static constexpr char kVacuum[] = "PRAGMA incremental_vacuum";
static constexpr char kPageSize[] = "PRAGMA page_size";

static constexpr char kCount[]
    = "WITH horizon (delivered, failed, records) AS (VALUES (?, ?, ?)), last (job, event) AS (SELECT (SELECT "
      "max(id) FROM job), (SELECT max(id) FROM event)),"
      " old (id, event_id, state) AS (SELECT id, event_id, state FROM job, last"
      " WHERE ((state = 2 AND last_sent_at < (SELECT delivered FROM horizon)) OR (state IN (4, 6)"
      " AND iif(last_sent_at > 0, last_sent_at, created_at) < (SELECT failed FROM horizon))) AND id < "
      "last.job AND event_id < last.event),"
      " gone (event_id, jobs) AS (SELECT event_id, count(*) FROM old GROUP BY event_id)"
      " SELECT (SELECT count(*) FROM old WHERE state = 2), (SELECT count(*) FROM old WHERE state = 4),"
      " (SELECT count(*) FROM old WHERE state = 6),"
      " (SELECT count(*) FROM gone CROSS JOIN event e ON e.id = gone.event_id WHERE (SELECT count(*) FROM "
      "job j"
      " WHERE j.id >= e.first_job AND j.id < e.first_job + e.jobs) = gone.jobs)"
      " + (SELECT count(*) FROM event e INDEXED BY event_alone, last WHERE e.jobs = 0 AND e.created_at < "
      "(SELECT delivered FROM horizon)"
      " AND e.id < last.event),"
      " (SELECT count(*) FROM subscriber s WHERE deleted_at < (SELECT failed FROM horizon) AND NOT EXISTS "
      "(SELECT 1 FROM job j"
      " WHERE j.subscriber_id = s.id AND j.id NOT IN (SELECT id FROM old))),"
      " (SELECT count(*) FROM activity WHERE at < (SELECT records FROM horizon)),"
      " (SELECT count(*) FROM mail WHERE created_at < (SELECT records FROM horizon) AND due_at IS NULL),"
      " (SELECT count(*) FROM replay WHERE ended_at < (SELECT failed FROM horizon))";

namespace {

using Ids = QList<qint64>;
using Clock = std::chrono::steady_clock;

Result<Ids> idsOf(Connection &connection, QByteArrayView sql, const Values &values)
{
    return connection.all(sql, values, [](const Row &row) { return row.integer(0); });
}

Result<qint64> number(Connection &connection, QByteArrayView sql)
{
    const auto found = connection.first(sql, {}, [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    return found->value_or(0);
}

// One kind of old rows. Answers whether it found any.
using Phase = Result<bool> (*)(Connection &, const PruneOrder &, PruneStep &);

Result<bool> pruneJobs(Connection &connection, const Result<Ids> &jobs, PruneStep &step, qint64 &count)
{
    if (!jobs)
        return fail(jobs.error());
    if (jobs->isEmpty())
        return false;
    const auto events = removeJobs(connection, *jobs);
    if (!events)
        return fail(events.error());
    count += jobs->size();
    step.gone.events += *events;
    return true;
}

Result<bool> pruneDelivered(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    if (!order.horizon.delivered)
        return false;
    const auto jobs = idsOf(connection, kDelivered, {toMillis(*order.horizon.delivered), order.limit});
    return pruneJobs(connection, jobs, step, step.gone.delivered);
}

Result<bool> pruneFailed(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    if (!order.horizon.failed)
        return false;
    const auto jobs
        = idsOf(connection, kSent, {int(JobState::Failed), toMillis(*order.horizon.failed), order.limit});
    return pruneJobs(connection, jobs, step, step.gone.failed);
}

Result<bool> pruneDropped(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    if (!order.horizon.failed)
        return false;
    const auto jobs
        = idsOf(connection, kSent, {int(JobState::Dropped), toMillis(*order.horizon.failed), order.limit});
    return pruneJobs(connection, jobs, step, step.gone.dropped);
}

// Their index says nothing of their age: all are walked, from step to step.
Result<bool> pruneNeverSent(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    if (!order.horizon.failed)
        return false;
    Ids old;
    int looks = 0;
    const Values from{step.place.subscriber, step.place.job, std::min(order.limit * 10, kLooks)};
    const auto walked = connection.each(kUnsent, from, [&](const Row &row) {
        ++looks;
        if (old.size() >= order.limit)
            return;
        step.place.job = row.integer(0);
        if (row.instant(1) < *order.horizon.failed && row.integer(2) != 0)
            old.append(row.integer(0));
    });
    if (!walked)
        return fail(walked.error());
    if (const auto pruned = pruneJobs(connection, old, step, step.gone.dropped); !pruned)
        return pruned;
    if (looks > 0)
        return true;
    const auto next = idsOf(connection, kNextUnsent, {step.place.subscriber});
    if (!next)
        return fail(next.error());
    if (!next->isEmpty())
        step.place = {next->first(), 0};
    return !next->isEmpty();
}

Result<bool> pruneEvents(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    if (!order.horizon.delivered)
        return false;
    const auto events = idsOf(connection, kLoneEvents, {toMillis(*order.horizon.delivered), order.limit});
    if (!events)
        return fail(events.error());
    if (const auto done = removeEvents(connection, *events); !done)
        return fail(done.error());
    step.gone.events += events->size();
    return !events->isEmpty();
}

Result<bool> pruneSubscribers(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    if (!order.horizon.failed)
        return false;
    const auto subscribers = idsOf(connection, kSubscribers, {toMillis(*order.horizon.failed), order.limit});
    if (!subscribers)
        return fail(subscribers.error());
    if (const auto done = removeSubscribers(connection, *subscribers); !done)
        return fail(done.error());
    step.gone.subscribers += subscribers->size();
    return !subscribers->isEmpty();
}

Result<bool> pruneRecords(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    const std::tuple<RecordTable, std::optional<Instant>, qint64 &> tables[] = {
        {RecordTable::Activity, order.horizon.records, step.gone.activities},
        {RecordTable::Mail, order.horizon.records, step.gone.mails},
        {RecordTable::Replay, order.horizon.failed, step.gone.replays},
    };
    for (const auto &[table, before, count] : tables) {
        if (!before)
            continue;
        const auto removed = removeRecords(connection, table, *before, order.limit);
        if (!removed)
            return fail(removed.error());
        count += *removed;
        if (*removed > 0)
            return true;
    }
    return false;
}

Result<bool> pruneRemote(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    if (!order.horizon.remote)
        return false;
    const auto removed = pruneCachedJobs(connection, *order.horizon.remote, order.limit);
    if (!removed)
        return fail(removed.error());
    step.gone.remote += *removed;
    return *removed > 0;
}

Result<bool> giveBack(Connection &connection, const PruneOrder &order, PruneStep &step)
{
    const auto free = number(connection, kFreePages);
    const auto pages = number(connection, kPages);
    if (!free || !pages)
        return fail((free ? pages : free).error());
    const qint64 spare = order.space == Space::KeepSome ? std::max(kSparePages, *pages / 10) : 0;
    const qint64 count = std::min(*free - spare, qint64(order.limit));
    if (count <= 0)
        return false;
    // Each step of the statement gives one page.
    Statement &vacuum = connection.hot(kVacuum);
    for (qint64 i = 0; i < count; ++i) {
        const Statement::Step given = vacuum.step();
        if (given == Statement::Step::Failed)
            return fail(connection.lastError());
        if (given == Statement::Step::Done)
            break;
    }
    vacuum.reset();
    const auto left = number(connection, kPages);
    if (!left)
        return fail(left.error());
    const auto size = number(connection, kPageSize);
    if (!size)
        return fail(size.error());
    step.gone.bytes += (*pages - *left) * *size;
    return *left < *pages; // a file made without it gives nothing back
}

constexpr Phase kPhases[] = {pruneDelivered,
                             pruneFailed,
                             pruneDropped,
                             pruneNeverSent,
                             pruneEvents,
                             pruneSubscribers,
                             pruneRecords,
                             pruneRemote,
                             giveBack};

} // namespace

Result<PruneStep> prune(Connection &connection, const PruneOrder &order)
{
    const Clock::time_point began = Clock::now();
    PruneStep step;
    step.place = order.place;
    for (const Phase phase : kPhases) {
        const auto found = phase(connection, order, step);
        if (!found)
            return fail(found.error());
        step.isMore = *found;
        if (step.isMore)
            break;
    }
    const auto busy = number(connection, kBusy);
    if (!busy)
        return fail(busy.error());
    step.isBusy = *busy != 0;
    step.took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began);
    return step;
}

Result<Pruned> countOld(Connection &connection, const Horizon &horizon)
{
    // Before all time: nothing.
    const auto before = [](std::optional<Instant> at) { return at ? toMillis(*at) : -1; };
    const Values times{before(horizon.delivered), before(horizon.failed), before(horizon.records)};
    Pruned old;
    const auto done = connection.each(kCount, times, [&old](const Row &row) {
        old.delivered = row.integer(0);
        old.failed = row.integer(1);
        old.dropped = row.integer(2);
        old.events = row.integer(3);
        old.subscribers = row.integer(4);
        old.activities = row.integer(5);
        old.mails = row.integer(6);
        old.replays = row.integer(7);
    });
    if (!done)
        return fail(done.error());
    if (!horizon.remote)
        return old;
    const auto remote = countOldCachedJobs(connection, *horizon.remote);
    if (!remote)
        return fail(remote.error());
    old.remote = *remote;
    return old;
}

void tellPruned(Connection &connection)
{
    Changes &changes = connection.changes();
    changes.jobsOverflow = true;
    ++changes.events;
    ++changes.activities;
}

Result<Done> emptyLog(const QString &file)
{
    auto opened = Connection::open(file, Connection::Access::ReadWrite);
    if (!opened)
        return fail(opened.error());
    Connection &connection = **opened;
    if (auto done = connection.run("PRAGMA busy_timeout=0"); !done)
        return done;
    return connection.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace tacklebox::store
