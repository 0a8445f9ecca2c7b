// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Each subscriber's run of failures, and what is worth an e-mail, as the deliverer sees it between two turns.
// Engine thread.
#pragma once

#include "engine/alert.h"
#include "engine/recipienttable.h"

namespace tacklebox::engine {

// What a turn writes of one subscriber.
struct HealthChange
{
    SubscriberKey subscriber;
    Health health;
    bool isWarned = false;
    bool isStopped = false;
};

// What a turn writes beside its attempts.
struct HealthNotes
{
    std::vector<HealthChange> changes;
    std::vector<Alert> alerts;
};

class HealthTable final
{
public:
    // As the rows of one revision have it: what was noted of older ones is forgotten.
    void take(const RecipientRows &rows);
    void settled(const store::ClaimedJob &job, const store::SettledJob &settled, const Recipient &recipient,
                 Instant now);
    // What has changed since it was asked last. A change of health that was not written is lost: the next
    // failure brings it again.
    [[nodiscard]] HealthNotes takeNotes();
    // The turn that had the notes was not committed: its attempts come again, and so do its alerts.
    void putBack() { m_alerts.insert(m_alerts.begin(), m_taken.begin(), m_taken.end()); }

private:
    QHash<SubscriberKey, Health> m_health;
    QHash<SubscriberKey, HealthChange> m_changes;
    std::vector<Alert> m_alerts;
    std::vector<Alert> m_taken; // by the last turn
};

} // namespace tacklebox::engine
