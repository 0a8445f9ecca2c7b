// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/ratewait.h"

#include "core/retryafter.h"

using namespace std::chrono_literals;

namespace tacklebox::dialects {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds kLeastUnsaidWait = 1s; // after a 429 without a Retry-After
constexpr int kUnsaidWaits = 2;

// With the wait that the server asked for, where it did.
Error rateLimited(const std::optional<milliseconds> &asked)
{
    return {ErrorKind::Unreachable, Reason::RemoteRateLimited, {}, waitText(asked), {}, {}, kTooManyRequests};
}

// Until a place in the rate's span is free, if it is used evenly; twice as long the next time. Once the span
// is over, all of them are.
milliseconds unsaidWait(const std::optional<Rate> &rate, int waits)
{
    if (!rate || rate->requests <= 0)
        return kLeastUnsaidWait * (1 << waits);
    return std::min(std::max(kLeastUnsaidWait, rate->span / rate->requests) * (1 << waits), rate->span);
}

} // namespace

Result<milliseconds> waitAfter(const Response &response, const std::optional<Rate> &rate, int waits,
                               Instant now)
{
    const auto said = retryAfterIn(response.headers, now);
    const milliseconds wait = said ? *said : unsaidWait(rate, waits);
    if (wait > kLongestWait || waits >= (said ? 1 : kUnsaidWaits))
        return fail(rateLimited(said));
    return wait;
}

QString waitText(const std::optional<milliseconds> &asked)
{
    if (!asked || *asked <= 0ms)
        return {};
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*asked);
    if (seconds < 2min)
        return QStringLiteral("%1 s").arg(seconds.count());
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(seconds);
    return minutes < 2h ? QStringLiteral("%1 min").arg(minutes.count())
                        : QStringLiteral("%1 h").arg(std::chrono::ceil<std::chrono::hours>(minutes).count());
}

} // namespace tacklebox::dialects
