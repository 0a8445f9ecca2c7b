// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/stuckjobs.h"

#include "store/jobqueue.h"
#include "store/keysetpage.h"

namespace tacklebox::store {

namespace {

// Which rows, and what becomes of them. ? is the list of the hindered where it occurs.
struct Ailment
{
    Stuck stuck;
    const char *where;
    const char *set; // null: see mendStuck
};

constexpr Ailment kAilments[] = {
    {Stuck::LeftInSending, "state = 1", nullptr},
    {Stuck::WithoutTime, "state IN (0, 3) AND due_at IS NULL", "due_at = created_at"},
    {Stuck::WithTime, "state NOT IN (0, 3) AND due_at IS NOT NULL", "due_at = NULL"},
    {Stuck::OfDeletedSubscriber,
     "state IN (0, 3, 5) AND subscriber_id NOT IN (SELECT id FROM subscriber WHERE deleted_at IS NULL)",
     "state = 6, manual = 0, due_at = NULL"},
    {Stuck::WithoutEvent,
     "state IN (0, 1, 3, 5, 7) AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = job.event_id)",
     "state = 6, manual = 0, due_at = NULL"},
    {Stuck::HeldForNothing,
     "state = 5 AND state > 3 AND subscriber_id IN (SELECT id FROM subscriber WHERE deleted_at IS NULL"
     " AND is_active = 1) AND subscriber_id NOT IN (SELECT value FROM json_each(?))",
     nullptr},
    {Stuck::StrayAttempts, nullptr, nullptr},
};

constexpr char kListSending[]
    = "UPDATE sending SET jobs = (SELECT json_group_array(id) FROM job WHERE state = 1)";
constexpr char kStray[] = "NOT EXISTS (SELECT 1 FROM job WHERE job.id = attempt.id >> 20)";

const Ailment &ailmentOf(Stuck stuck)
{
    return *std::ranges::find(kAilments, stuck, &Ailment::stuck);
}

Values valuesOf(Stuck stuck, const QList<SubscriberKey> &hindered)
{
    if (stuck != Stuck::HeldForNothing)
        return {};
    QList<qint64> ids;
    for (const SubscriberKey key : hindered)
        ids.append(key.value);
    return {jsonOf(ids)};
}

Result<qint64> releaseEach(Connection &connection, const QList<SubscriberKey> &hindered, Instant now)
{
    const auto subscribers = connection.all(QByteArray("SELECT DISTINCT subscriber_id FROM job WHERE ")
                                                + ailmentOf(Stuck::HeldForNothing).where,
                                            valuesOf(Stuck::HeldForNothing, hindered),
                                            [](const Row &row) { return SubscriberKey{row.integer(0)}; });
    if (!subscribers)
        return fail(subscribers.error());
    qint64 released = 0;
    for (const SubscriberKey subscriber : *subscribers) {
        const auto jobs = releaseHeld(connection, subscriber, now);
        if (!jobs)
            return fail(jobs.error());
        released += *jobs;
    }
    return released;
}

} // namespace

Result<qint64> countStuck(Connection &connection, Stuck stuck, const QList<SubscriberKey> &hindered)
{
    const QByteArray sql = stuck == Stuck::StrayAttempts
        ? QByteArray("SELECT count(*) FROM attempt WHERE ") + kStray
        : QByteArray("SELECT count(*) FROM job WHERE ") + ailmentOf(stuck).where;
    const auto found
        = connection.first(sql, valuesOf(stuck, hindered), [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    return found->value_or(0);
}

Result<qint64> mendStuck(Connection &connection, Stuck stuck, const QList<SubscriberKey> &hindered,
                         Instant now)
{
    const auto count = countStuck(connection, stuck, hindered);
    if (!count || *count == 0)
        return count;
    connection.changes().jobsOverflow = true;
    if (stuck == Stuck::HeldForNothing)
        return releaseEach(connection, hindered, now);
    if (stuck == Stuck::LeftInSending) {
        // The list itself may be what is wrong.
        if (const auto listed = connection.run(kListSending); !listed)
            return fail(listed.error());
        const auto epoch = takeOver(connection, now);
        return epoch ? count : Result<qint64>(fail(epoch.error()));
    }
    const Ailment &ailment = ailmentOf(stuck);
    const auto done = stuck == Stuck::StrayAttempts
        ? connection.run(QByteArray("DELETE FROM attempt WHERE ") + kStray)
        : connection.run(QByteArray("UPDATE job SET ") + ailment.set + " WHERE " + ailment.where);
    if (!done)
        return fail(done.error());
    return count;
}

} // namespace tacklebox::store
