// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/healthtable.h"

namespace tacklebox::engine {

void HealthTable::take(const RecipientRows &rows)
{
    m_health.clear();
    m_changes.clear();
    for (const store::StoredSubscriber &stored : rows.subscribers) {
        if (stored.subscriber.health != Health{})
            m_health.insert(stored.key, stored.subscriber.health);
    }
}

void HealthTable::settled(const store::SettledJob &job, const HealthRule &rule, Instant now)
{
    if (!job.attempt)
        return;
    const Health before = m_health.value(job.subscriber);
    const HealthStep step = healthAfter(before, rule, *job.attempt, now);
    if (step.health == before)
        return;
    m_health.insert(job.subscriber, step.health);
    HealthChange &change = m_changes[job.subscriber];
    change.subscriber = job.subscriber;
    change.health = step.health;
    change.isWarned = change.isWarned || step.isWarned;
    change.isStopped = change.isStopped || step.isStopped;
}

std::vector<HealthChange> HealthTable::takeChanges()
{
    std::vector<HealthChange> changes(m_changes.begin(), m_changes.end());
    m_changes.clear();
    return changes;
}

} // namespace tacklebox::engine
