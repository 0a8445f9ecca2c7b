// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/activity.h"

#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

QLatin1StringView toText(ActivityVerb verb)
{
    static constexpr Words<ActivityVerb, 21> kVerbs{{
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
        {ActivityVerb::SubscriberStarted, "subscriber_started"_L1},
        {ActivityVerb::MailSent, "mail_sent"_L1},
        {ActivityVerb::MailDelayed, "mail_delayed"_L1},
        {ActivityVerb::MailFailed, "mail_failed"_L1},
        {ActivityVerb::MailUnsure, "mail_unsure"_L1},
        {ActivityVerb::ViewSaved, "view_saved"_L1},
        {ActivityVerb::ViewRemoved, "view_removed"_L1},
        {ActivityVerb::ReplayPaused, "replay_paused"_L1},
        {ActivityVerb::ReplayResumed, "replay_resumed"_L1},
        {ActivityVerb::ReplayCancelled, "replay_cancelled"_L1},
        {ActivityVerb::EventsCancelled, "events_cancelled"_L1},
    }};
    return wordOf(kVerbs, verb);
}

} // namespace tacklebox
