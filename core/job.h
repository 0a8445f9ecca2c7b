// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One event owed to one subscriber, until it is delivered or given up; and a question for many.
#pragma once

#include "core/attempt.h"
#include "core/ids.h"
#include "core/page.h"

namespace tacklebox {

// Stored as these numbers: never renumber.
enum class JobState {
    Waiting = 0,
    Sending = 1,
    Delivered = 2,
    Retrying = 3,
    Failed = 4,
    Held = 5,
    Dropped = 6,
    Blocked = 7,
    Unknown = 8, // a remote API that doesn't tell
};

[[nodiscard]] QLatin1StringView toText(JobState state);
[[nodiscard]] std::optional<JobState> jobStateFrom(QStringView text);

struct Job
{
    JobId id;
    QString uuid;
    EventId eventId;
    QString eventType;
    QString status; // the order's, not the job's
    JobState state = JobState::Unknown;
    SubscriberId subscriberId;
    QString subscriberName;
    QString callbackUrl;
    std::optional<int> statusCode; // of the last attempt that got an answer
    std::optional<int> attempts = 0; // none: nobody told
    QString orderId;
    QString address;
    Instant createdAt;
    std::optional<Instant> lastSentAt;
    std::optional<Instant> nextAttemptAt;
    std::optional<Outcome> lastOutcome;
    QString lastError; // technical; for a held one, in words, what stands in its way
    QString connection;

    bool operator==(const Job &) const = default;
};

struct JobDetail
{
    Job job;
    QByteArray payload;
    QList<Attempt> attemptLog; // oldest first
    PageSource source = PageSource::Live;
    std::optional<Instant> asOf = {}; // of the cache's: when its server told it last

    bool operator==(const JobDetail &) const = default;
};

enum class JobSort { Created, StatusCode, EventType, LastSent };

// Inclusive at both ends: 5xx is 500 to 599.
struct CodeRange
{
    int first = 0;
    int last = 0;

    bool operator==(const CodeRange &) const = default;
};

enum class JobAttribute { Status, Address, Event, OrderId, Subscriber, CallbackUrl };

// Members are joined by and, the values of one member by or. An empty member doesn't restrict.
struct JobQuery
{
    QString search;
    QList<JobAttribute> searchIn; // empty: all of them
    std::optional<Instant> from; // created at or after
    std::optional<Instant> to; // created before
    std::optional<Instant> sentFrom; // last sent at or after
    QList<CodeRange> codes;
    QStringList eventTypes;
    QStringList statuses;
    QList<SubscriberId> subscribers;
    QStringList callbackUrls;
    QList<JobState> states;
    QList<EventId> events;
    JobSort sort = JobSort::Created;
    Qt::SortOrder order = Qt::DescendingOrder;
    PageRequest page;
    bool count = false;

    bool operator==(const JobQuery &) const = default;
};

// True when nothing narrows it: every job.
[[nodiscard]] bool isUnfiltered(const JobQuery &query);

} // namespace tacklebox
