// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localinfo.h"

#include "core/ordervocabulary.h"
#include "engine/localfields.h"
#include "engine/localrows.h"

namespace tacklebox::engine {

BackendInfo localInfo()
{
    BackendInfo info;
    info.connection = kLocalConnection;
    info.kind = kLocalConnection;
    info.environment = Environment::Local;
    info.verbs = Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber
        | Verb::DeleteSubscriber | Verb::ListJobs | Verb::Replay | Verb::Drop | Verb::Publish
        | Verb::ListEvents | Verb::Test;
    info.subscriberFields = localSubscriberFields();
    info.knownEvents = knownEvents();
    info.knownStatuses = orderStatuses();
    for (const QString &event : knownEvents()) {
        if (!event.endsWith(u'*'))
            info.filterEvents.append(event);
    }
    info.filterStatuses = orderStatuses();
    info.filterStates = {JobState::Waiting,
                         JobState::Sending,
                         JobState::Delivered,
                         JobState::Retrying,
                         JobState::Failed,
                         JobState::Held,
                         JobState::Dropped,
                         JobState::Blocked};
    info.tellsAttempts = true;
    info.jobSorts = {JobSort::Created, JobSort::StatusCode, JobSort::EventType, JobSort::LastSent};
    return info;
}

} // namespace tacklebox::engine
