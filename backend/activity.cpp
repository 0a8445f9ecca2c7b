// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/activity.h"

#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

QLatin1StringView toText(ActivityVerb verb)
{
    static constexpr Words<ActivityVerb, 10> kVerbs{{
        {ActivityVerb::SubscriberCreated, "subscriber_created"_L1},
        {ActivityVerb::SubscriberChanged, "subscriber_changed"_L1},
        {ActivityVerb::SubscriberDeleted, "subscriber_deleted"_L1},
        {ActivityVerb::JobsReplayed, "jobs_replayed"_L1},
        {ActivityVerb::JobsDropped, "jobs_dropped"_L1},
        {ActivityVerb::EventsPublished, "events_published"_L1},
        {ActivityVerb::SettingChanged, "setting_changed"_L1},
        {ActivityVerb::Undone, "undone"_L1},
        {ActivityVerb::SubscriberStopped, "subscriber_stopped"_L1},
        {ActivityVerb::SubscriberWarned, "subscriber_warned"_L1},
    }};
    return wordOf(kVerbs, verb);
}

} // namespace tacklebox
