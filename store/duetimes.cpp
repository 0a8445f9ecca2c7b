// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/duetimes.h"

namespace tacklebox::store {

// Last sent is moved with it: one that lay in time to come would be taken for another setting of the clock.
static constexpr char kMoveRetries[]
    = "UPDATE job SET due_at = due_at + ?, last_sent_at = min(last_sent_at, ?)"
      " WHERE state = 3 RETURNING id";
// What is due at once was so by the clock as it was; by as much earlier, they keep their order.
static constexpr char kMoveWaiting[]
    = "UPDATE job SET due_at = due_at + ? WHERE state = 0 AND due_at > ? AND due_at <> coalesce((SELECT"
      " not_before FROM event WHERE event.id = job.event_id), 0) RETURNING id";
static constexpr char kMendRetries[]
    = "UPDATE job SET due_at = due_at - (last_sent_at - ?), last_sent_at = ? WHERE state = 3 AND"
      " last_sent_at > ? AND subscriber_id IN (SELECT id FROM subscriber WHERE last_sent_at > ?) RETURNING "
      "id";
static constexpr char kMendWaiting[]
    = "UPDATE job SET due_at = ? WHERE state = 0 AND due_at > ? AND due_at <> coalesce((SELECT"
      " not_before FROM event WHERE event.id = job.event_id), 0) RETURNING id";
static constexpr char kMoveMails[] = "UPDATE mail SET due_at = due_at + ? WHERE due_at IS NOT NULL";
static constexpr char kMendMails[] = "UPDATE mail SET due_at = ? WHERE due_at > ? AND created_at > ?";

namespace {

Result<Done> change(Connection &connection, QByteArrayView statement, const Values &values)
{
    return connection.each(statement, values, [&connection](const Row &row) {
        connection.changes().note(JobKey{row.integer(0)});
    });
}

} // namespace

Result<Done> moveDueTimes(Connection &connection, std::chrono::milliseconds by, Instant now)
{
    const qint64 shift = by.count();
    const qint64 time = toMillis(now);
    if (const auto moved = change(connection, kMoveRetries, {shift, time}); !moved)
        return moved;
    if (const auto moved = connection.run(kMoveMails, {shift}); !moved)
        return moved;
    return shift < 0 ? change(connection, kMoveWaiting, {shift, time}) : Done{};
}

Result<Done> mendDueTimes(Connection &connection, Instant now)
{
    const qint64 time = toMillis(now);
    if (const auto mended = change(connection, kMendRetries, {time, time, time, time}); !mended)
        return mended;
    if (const auto mended = connection.run(kMendMails, {time, time, time}); !mended)
        return mended;
    return change(connection, kMendWaiting, {time, time});
}

} // namespace tacklebox::store
