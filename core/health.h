// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a run of failures means for a subscriber: when it is warned of, and when it is stopped. Pure: the
// caller supplies the time. Only automatic tries count; a person's replays and tests never do.
#pragma once

#include "core/attempt.h"
#include "core/retrypolicy.h"

namespace tacklebox {

// Why a subscriber is stopped. Stored as these numbers: never renumber.
enum class StopReason {
    None = 0,
    ByHand = 1,
    Failures = 2, // too many in a row
    Gone = 3, // it answered 410
};

[[nodiscard]] QLatin1StringView toText(StopReason reason);

struct Health
{
    int failures = 0; // in a row
    std::optional<Instant> since; // when the first of them was
    std::optional<Instant> warnedAt; // within this run
    StopReason reason = StopReason::None;
    std::optional<Instant> stoppedAt;
    QString lastError; // the last failure's, as on its attempt

    bool operator==(const Health &) const = default;
};

// Both conditions of a threshold hold together; 0 failures: there is no such threshold.
struct HealthRule
{
    int stopAfterFailures = 0;
    std::chrono::hours stopAfterTime{0};
    int warnAfterFailures = 0;
    std::chrono::hours warnAfterTime{0};
    int mailAfterFailures = 0; // of one job

    bool operator==(const HealthRule &) const = default;
};

// superoffice stops after 9 failures; standard, and waits of one's own, after 5 days of nothing but
// failures; the others document no stop. planomatic mails after a job's 10th failure.
[[nodiscard]] HealthRule healthRuleFor(const RetryPolicy &policy);

// It answered 410: it wants nothing any more.
[[nodiscard]] bool isGone(const Attempt &attempt);

struct HealthStep
{
    Health health;
    bool isWarned = false; // by this try
    bool isStopped = false; // by this try
};

[[nodiscard]] HealthStep healthAfter(const Health &health, const HealthRule &rule, const Attempt &attempt,
                                     Instant now);

} // namespace tacklebox
