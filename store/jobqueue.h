// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How jobs move: the only statements that change a job's state. Each function runs inside the
// caller's change (Store::write) and is conditional on what it expects to find.
#pragma once

#include "core/event.h"
#include "core/job.h"
#include "store/connection.h"

#include <QUuid>

#include <span>

namespace tacklebox::store {

// Counts the holders of the deliverer's lock. A claim or settle of an older epoch changes nothing.
struct Epoch
{
    qint64 value = 0;

    bool operator==(const Epoch &) const = default;
};

struct NewJob
{
    SubscriberKey subscriber;
    JobState state = JobState::Waiting; // or Held, where the subscriber is stopped
};

struct ClaimedJob
{
    JobKey key;
    QUuid uuid;
    EventKey event;
    QUuid eventUuid;
    SubscriberKey subscriber;
    QString eventType;
    QString status;
    QString orderId;
    QString address;
    Instant createdAt;
    QByteArray payload;
    int attempts = 0; // made so far, manual ones too
    int tries = 0; // automatic ones since the last replay: what the retry policy counts
    bool manual = false; // a replay: the next attempt is a person's
    bool isRendered = false; // what is sent is not the payload: for the deliverer to say
};

// What one attempt, or the decision not to make one, leads to.
struct SettledJob
{
    JobKey key;
    SubscriberKey subscriber;
    std::optional<Attempt> attempt; // none: blocked before sending, or put back
    bool storesRequestBody = false; // the body sent differs from the event's payload
    JobState next = JobState::Delivered;
    std::optional<Instant> due; // for Retrying and Waiting
    Outcome outcome = Outcome::Delivered;
    QString error;
};

// Writes one event and its jobs. A known key with the same type, status, order and payload answers
// the first event; with another content it is a Conflict at `id`.
Result<Published> publish(Connection &connection, const EventDraft &event, std::span<const NewJob> jobs,
                          Instant now);

// Writes epoch + 1 and puts back what older epochs left in sending, due at once. Waits that a clock set
// back made longer are mended.
Result<Epoch> takeOver(Connection &connection, Instant now);

// False once another holder took over.
Result<bool> isCurrent(Connection &connection, Epoch epoch);

// When each subscriber's first job is due; those without one are not there. Costs a look at the index
// for each subscriber that has a queue, however long.
Result<QHash<SubscriberKey, Instant>> queueHeads(Connection &connection);

enum class QueueOrder {
    ByDue,
    Strict, // what is retried holds up all that came after it
};

struct Claim
{
    std::vector<ClaimedJob> jobs;
    std::optional<Instant> next; // when the subscriber's next job is due
};

// Moves up to `limit` due jobs of the subscriber to sending, the longest due first; fewer where their
// payloads are many megabytes.
Result<Claim> claimDue(Connection &connection, Epoch epoch, SubscriberKey subscriber, QueueOrder order,
                       Instant now, int limit);

// Which jobs stand in sending now. Before the end of every change that claims: whoever takes over looks
// here for what to put back.
Result<Done> noteSending(Connection &connection, std::span<const JobKey> jobs);

// Records attempts and what comes next. Rows that another epoch holds are left alone. Answers how
// many were still this epoch's.
Result<int> settle(Connection &connection, Epoch epoch, std::span<const SettledJob> jobs, Instant now);

// A person sends again: waiting, due at once, marked manual. Refused (Conflict) while sending.
Result<Done> replay(Connection &connection, const JobId &job, Instant now);
// Everything the query finds, but what is being sent. Answers the jobs that now wait.
Result<QList<JobId>> replayAll(Connection &connection, const JobQuery &query, Instant now);

// A person gives a job up. Refused (Conflict) when it is sending, delivered or dropped.
Result<Done> drop(Connection &connection, const JobId &job, Instant now);

// After a subscriber is started or mended: its held jobs wait again, due at once.
Result<int> releaseHeld(Connection &connection, SubscriberKey subscriber, Instant now);

} // namespace tacklebox::store
