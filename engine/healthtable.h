// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Each subscriber's run of failures, as the deliverer sees it between two turns. Engine thread.
#pragma once

#include "engine/recipienttable.h"
#include "store/jobqueue.h"

namespace tacklebox::engine {

// What a turn writes of one subscriber.
struct HealthChange
{
    SubscriberKey subscriber;
    Health health;
    bool isWarned = false;
    bool isStopped = false;
};

class HealthTable final
{
public:
    // As the rows of one revision have it: what was noted of older ones is forgotten.
    void take(const RecipientRows &rows);
    void settled(const store::SettledJob &job, const HealthRule &rule, Instant now);
    // What has changed since it was asked last. A change that was not written is lost: the next failure
    // brings it again.
    [[nodiscard]] std::vector<HealthChange> takeChanges();

private:
    QHash<SubscriberKey, Health> m_health;
    QHash<SubscriberKey, HealthChange> m_changes;
};

} // namespace tacklebox::engine
