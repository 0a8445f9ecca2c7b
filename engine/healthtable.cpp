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

void HealthTable::settled(const store::ClaimedJob &job, const store::SettledJob &settled,
                          const Recipient &recipient, Instant now)
{
    if (!settled.attempt)
        return;
    const Health before = m_health.value(job.subscriber);
    const HealthStep step = healthAfter(before, recipient.health, *settled.attempt, now);
    if (step.health == before)
        return;
    m_health.insert(job.subscriber, step.health);
    HealthChange &change = m_changes[job.subscriber];
    change.subscriber = job.subscriber;
    change.health = step.health;
    change.isWarned = change.isWarned || step.isWarned;
    change.isStopped = change.isStopped || step.isStopped;
    if (recipient.notifies && settled.outcome != Outcome::Delivered)
        addAlerts(m_alerts, job, settled, recipient, step);
}

HealthNotes HealthTable::takeNotes()
{
    HealthNotes notes{{m_changes.begin(), m_changes.end()}, std::exchange(m_alerts, {})};
    m_changes.clear();
    m_taken = notes.alerts;
    return notes;
}

} // namespace tacklebox::engine
