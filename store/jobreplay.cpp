// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/jobclause.h"
#include "store/jobqueue.h"
#include "store/jobstore.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kState[] = "SELECT state FROM job WHERE id = ?";
static constexpr char kReplay[] = "UPDATE job SET state = 0, manual = 1, tries = 0, due_at = ? WHERE id = ?";
static constexpr char kReplayAll[]
    = "UPDATE job SET state = 0, manual = 1, tries = 0, due_at = ? WHERE state <> 1"
      " AND id IN (SELECT j.id FROM job j WHERE ";
static constexpr char kDrop[] = "UPDATE job SET state = 6, manual = 0, due_at = NULL WHERE id = ?";
static constexpr char kRelease[]
    = "UPDATE job SET state = 0, due_at = max(?, coalesce((SELECT not_before FROM event"
      " WHERE id = job.event_id), 0)), error = NULL WHERE state = 5 AND state > 3 AND subscriber_id = ?"
      " RETURNING id";

namespace {

Result<JobState> stateOf(Connection &connection, JobKey job)
{
    const auto state
        = connection.first(kState, {job.value}, [](const Row &row) { return JobState(row.integer(0)); });
    if (!state)
        return fail(state.error());
    return state->value_or(JobState::Unknown);
}

tl::unexpected<Error> refused(const JobId &job, JobState state)
{
    return fail({ErrorKind::Conflict, Reason::Unspecified, u"state"_s, job.value, toText(state), {}, 0});
}

Result<Done> changeOne(Connection &connection, JobKey job, QByteArrayView statement, const Values &values)
{
    auto done = connection.run(statement, values);
    if (done)
        connection.changes().note(job);
    return done;
}

} // namespace

Result<Done> replay(Connection &connection, const JobId &job, Instant now)
{
    const auto key = findJob(connection, job);
    if (!key)
        return fail(key.error());
    const auto state = stateOf(connection, *key);
    if (!state)
        return fail(state.error());
    if (*state == JobState::Sending)
        return refused(job, *state);
    return changeOne(connection, *key, kReplay, {toMillis(now), key->value});
}

Result<QList<JobId>> replayAll(Connection &connection, const JobQuery &query, Instant now)
{
    const auto clause = jobClause(connection, query);
    if (!clause)
        return fail(clause.error());
    QList<JobId> replayed;
    const auto done = connection.each(kReplayAll + clause->sql + ") RETURNING id",
                                      Values{toMillis(now)} + clause->values,
                                      [&](const Row &row) {
                                          replayed.append({QString::number(row.integer(0))});
                                          connection.changes().note(JobKey{row.integer(0)});
                                      });
    if (!done)
        return fail(done.error());
    return replayed;
}

Result<Done> drop(Connection &connection, const JobId &job, Instant now)
{
    Q_UNUSED(now)
    const auto key = findJob(connection, job);
    if (!key)
        return fail(key.error());
    const auto state = stateOf(connection, *key);
    if (!state)
        return fail(state.error());
    if (*state == JobState::Sending || *state == JobState::Delivered || *state == JobState::Dropped)
        return refused(job, *state);
    return changeOne(connection, *key, kDrop, {key->value});
}

Result<int> releaseHeld(Connection &connection, SubscriberKey subscriber, Instant now)
{
    int released = 0;
    const auto done = connection.each(kRelease, {toMillis(now), subscriber.value}, [&](const Row &row) {
        ++released;
        connection.changes().note(JobKey{row.integer(0)});
    });
    if (!done)
        return fail(done.error());
    return released;
}

} // namespace tacklebox::store
