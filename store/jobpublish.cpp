// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/jobqueue.h"
#include "store/rowuuid.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kKnownKey[]
    = "SELECT id, uuid, type, status, order_id, address, payload FROM event WHERE key = ?";
// Nobody else writes: the jobs that follow get the ids after the last one.
static constexpr char kInsertEvent[]
    = "INSERT INTO event (uuid, type, status, order_id, address, key, created_at, not_before, jobs, payload,"
      " first_job) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) + 1 FROM job))";
static constexpr char kInsertJob[]
    = "INSERT INTO job (uuid, event_id, subscriber_id, event_type, status, state, due_at, created_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

namespace {

// The event that the key stands for already, or none.
Result<std::optional<Published>> knownEvent(Connection &connection, const EventDraft &event)
{
    bool isSame = false;
    auto found = connection.first(kKnownKey, {event.key}, [&](const Row &row) {
        isSame = row.text(2) == event.type && row.text(3) == event.status && row.text(4) == event.orderId
            && row.text(5) == event.address && row.bytes(6) == event.payload;
        return Published{{QString::number(row.integer(0))}, textOf(row.uuid(1)), {}, {}, true};
    });
    if (found && *found && !isSame)
        return fail({ErrorKind::Conflict, Reason::AlreadyTaken, u"id"_s, event.key, {}, {}, 0});
    return found;
}

Result<EventKey> insertEvent(Connection &connection, const EventDraft &event, const QUuid &uuid, qint64 jobs,
                             Instant now)
{
    Statement &insert = connection.hot(kInsertEvent);
    insert << uuid << event.type << event.status << event.orderId << event.address;
    if (event.key.isEmpty())
        insert << nullptr;
    else
        insert << event.key;
    insert << toMillis(now);
    if (event.at)
        insert << toMillis(*event.at);
    else
        insert << nullptr;
    insert << jobs << QByteArrayView(event.payload);
    if (!insert.run())
        return fail(connection.lastError());
    return EventKey{connection.lastId()};
}

} // namespace

Result<Published> publish(Connection &connection, const EventDraft &event, std::span<const NewJob> jobs,
                          Instant now)
{
    if (!event.key.isEmpty()) {
        auto known = knownEvent(connection, event);
        if (!known)
            return fail(known.error());
        if (*known)
            return std::move(**known);
    }
    const QUuid uuid = newUuid(now);
    const auto key = insertEvent(connection, event, uuid, qint64(jobs.size()), now);
    if (!key)
        return fail(key.error());

    Published published{idOf(*key), textOf(uuid), {}, {}, false};
    const qint64 due = toMillis(std::max(now, event.at.value_or(now)));
    Statement &insert = connection.hot(kInsertJob);
    for (const NewJob &job : jobs) {
        insert << newUuid(now) << key->value << job.subscriber.value << event.type << event.status
               << int(job.state);
        if (job.state == JobState::Waiting)
            insert << due;
        else
            insert << nullptr;
        insert << toMillis(now);
        if (!insert.run())
            return fail(connection.lastError());
        const JobKey inserted{connection.lastId()};
        published.jobs.append(idOf(inserted));
        connection.changes().note(inserted);
    }
    ++connection.changes().events;
    return published;
}

} // namespace tacklebox::store
