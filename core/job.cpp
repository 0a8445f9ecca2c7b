// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/job.h"

#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr Words<JobState, 9> kStates{{
    {JobState::Waiting, "waiting"_L1},
    {JobState::Sending, "sending"_L1},
    {JobState::Delivered, "delivered"_L1},
    {JobState::Retrying, "retrying"_L1},
    {JobState::Failed, "failed"_L1},
    {JobState::Held, "held"_L1},
    {JobState::Dropped, "dropped"_L1},
    {JobState::Blocked, "blocked"_L1},
    {JobState::Unknown, "unknown"_L1},
}};

} // namespace

QLatin1StringView toText(JobState state)
{
    return wordOf(kStates, state);
}

std::optional<JobState> jobStateFrom(QStringView text)
{
    return valueFrom(kStates, text);
}

bool isUnfiltered(const JobQuery &query)
{
    return query.search.isEmpty() && !query.from && !query.to && !query.sentFrom && query.codes.isEmpty()
        && query.eventTypes.isEmpty() && query.statuses.isEmpty() && query.subscribers.isEmpty()
        && query.callbackUrls.isEmpty() && query.states.isEmpty() && query.events.isEmpty();
}

} // namespace tacklebox
