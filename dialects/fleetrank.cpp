// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/fleetrank.h"

namespace tacklebox::dialects {

namespace {

// SQLite's NOCASE: of ASCII alone.
FleetRank caseless(const QString &text)
{
    return {0, text.toUtf8().toLower()};
}

FleetRank timed(const std::optional<Instant> &time)
{
    return {time ? toMillis(*time) : 0, {}};
}

} // namespace

FleetRank rankOf(const Subscriber &row, SubscriberSort sort)
{
    switch (sort) {
    case SubscriberSort::Name:
        return caseless(row.name);
    case SubscriberSort::Url:
        return caseless(row.url);
    case SubscriberSort::State:
        return {int(row.state), {}};
    case SubscriberSort::LastSent:
        return timed(row.lastSentAt);
    case SubscriberSort::Created:
        return timed(row.createdAt);
    }
    Q_UNREACHABLE();
}

FleetRank rankOf(const Job &row, JobSort sort)
{
    switch (sort) {
    case JobSort::Created:
        return timed(row.createdAt);
    case JobSort::StatusCode:
        return {row.statusCode.value_or(0), {}};
    case JobSort::EventType:
        return {0, row.eventType.toUtf8()};
    case JobSort::LastSent:
        return timed(row.lastSentAt);
    }
    Q_UNREACHABLE();
}

} // namespace tacklebox::dialects
