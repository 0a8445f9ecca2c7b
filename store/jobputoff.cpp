// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/jobputoff.h"

#include "store/eventstore.h"
#include "store/jobclause.h"
#include "store/keysetpage.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kHold[]
    = "UPDATE job SET state = 5, due_at = NULL, error = NULL WHERE id IN (SELECT id FROM job"
      " INDEXED BY job_queue WHERE subscriber_id = ? AND due_at IS NOT NULL LIMIT ?)"
      " AND (SELECT state FROM subscriber WHERE id = subscriber_id) <> 0 RETURNING id";
static constexpr char kDroppable[] = "SELECT j.id FROM job j WHERE j.state NOT IN (1, 2, 6) AND ";
static constexpr char kDrop[]
    = "UPDATE job SET state = 6, manual = 0, due_at = NULL WHERE id IN (SELECT value FROM json_each(?))"
      " AND state NOT IN (1, 2, 6) RETURNING id";
static constexpr char kJobsOfEvent[] = "SELECT first_job, first_job + jobs - 1 FROM event WHERE id = ?";
static constexpr char kCancel[]
    = "UPDATE job SET state = 6, manual = 0, due_at = NULL WHERE id BETWEEN ? AND ? AND state IN (0, 3, 5)"
      " RETURNING id";
static constexpr char kSent[]
    = "SELECT count(*) FROM job WHERE id BETWEEN ? AND ? AND (attempts > 0 OR state = 1)";

static_assert(int(SubscriberState::Active) == 0);

namespace {

Result<int> change(Connection &connection, const char *sql, const Values &values)
{
    int changed = 0;
    const auto done = connection.each(sql, values, [&](const Row &row) {
        ++changed;
        connection.changes().note(JobKey{row.integer(0)});
    });
    if (!done)
        return fail(done.error());
    return changed;
}

} // namespace

Result<int> holdQueued(Connection &connection, SubscriberKey subscriber)
{
    return change(connection, kHold, {subscriber.value, kPutOffStep});
}

Result<QList<qint64>> droppableJobs(Connection &connection, const JobQuery &query)
{
    const auto clause = jobClause(connection, query);
    if (!clause)
        return fail(clause.error());
    return connection.all(
        kDroppable + clause->sql, clause->values, [](const Row &row) { return row.integer(0); });
}

Result<int> dropJobs(Connection &connection, std::span<const qint64> jobs)
{
    return change(connection, kDrop, {jsonOf(QList<qint64>(jobs.begin(), jobs.end()))});
}

Result<CancelledEvent> cancelEvent(Connection &connection, const EventId &id)
{
    const auto event = findEvent(connection, id);
    if (!event)
        return fail(event.error());
    const auto range = connection.first(kJobsOfEvent, {event->value}, [](const Row &row) {
        return Values{row.integer(0), row.integer(1)};
    });
    if (!range)
        return fail(range.error());
    const Values jobs = range->value_or(Values{0, 0});
    const auto sent = connection.first(kSent, jobs, [](const Row &row) { return int(row.integer(0)); });
    if (!sent)
        return fail(sent.error());
    const auto dropped = change(connection, kCancel, jobs);
    if (!dropped)
        return fail(dropped.error());
    if (*dropped == 0)
        return fail({ErrorKind::Conflict, Reason::NothingToCancel, {}, idOf(*event).value, {}, {}, 0});
    ++connection.changes().events; // its row says so
    return CancelledEvent{idOf(*event), *dropped, sent->value_or(0)};
}

} // namespace tacklebox::store
