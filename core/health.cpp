// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/health.h"

#include "core/words.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox {

namespace {

constexpr int kGone = 410;

// A month of two deliveries that both failed is no run of days.
constexpr HealthRule kDays{10, 120h, 5, 60h, 0};
constexpr HealthRule kSuperOfficeRule{9, 0h, 6, 0h, 0};
constexpr HealthRule kPlanomatic{0, 0h, 0, 0h, 10};
constexpr HealthRule kHookshot{0, 0h, 0, 0h, 0};

bool isReached(int failures, std::chrono::hours time, const Health &health, Instant now)
{
    return failures > 0 && health.failures >= failures && now - health.since.value_or(now) >= time;
}

} // namespace

QLatin1StringView toText(StopReason reason)
{
    static constexpr Words<StopReason, 4> kReasons{{
        {StopReason::None, ""_L1},
        {StopReason::ByHand, "by_hand"_L1},
        {StopReason::Failures, "failures"_L1},
        {StopReason::Gone, "gone"_L1},
    }};
    return wordOf(kReasons, reason);
}

HealthRule healthRuleFor(const RetryPolicy &policy)
{
    if (policy.text == "superoffice"_L1)
        return kSuperOfficeRule;
    if (policy.text == "planomatic"_L1)
        return kPlanomatic;
    if (policy.text == "hookshot"_L1)
        return kHookshot;
    return kDays;
}

bool isGone(const Attempt &attempt)
{
    return attempt.outcome != Outcome::Delivered && attempt.statusCode == kGone;
}

HealthStep healthAfter(const Health &health, const HealthRule &rule, const Attempt &attempt, Instant now)
{
    if (attempt.manual || attempt.outcome == Outcome::Aborted || attempt.outcome == Outcome::BlockedAddress)
        return {health};
    // It may have been stopped while this was under way: that stands.
    if (attempt.outcome == Outcome::Delivered)
        return {health.reason == StopReason::None ? Health{} : health};

    HealthStep step{health};
    Health &next = step.health;
    ++next.failures;
    next.since = health.since.value_or(attempt.at);
    next.lastError = attempt.error;
    if (next.reason != StopReason::None)
        return step;
    const bool hasGone = isGone(attempt);
    if (hasGone || isReached(rule.stopAfterFailures, rule.stopAfterTime, next, now)) {
        next.reason = hasGone ? StopReason::Gone : StopReason::Failures;
        next.stoppedAt = now;
        step.isStopped = true;
    } else if (!next.warnedAt && isReached(rule.warnAfterFailures, rule.warnAfterTime, next, now)) {
        next.warnedAt = now;
        step.isWarned = true;
    }
    return step;
}

} // namespace tacklebox
