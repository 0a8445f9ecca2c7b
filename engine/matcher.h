// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Who is told of an event. Remembers what every subscriber selects for as long as no subscriber
// changes and no change is undone, for the next edit then gets the same revision. Used inside changes
// only, so on the store's writer thread.
#pragma once

#include "core/contentfilter.h"
#include "core/eventselector.h"
#include "store/jobqueue.h"

#include <vector>

namespace tacklebox::engine {

class Matcher final
{
public:
    struct Match
    {
        std::vector<store::NewJob> jobs; // one for each subscriber that is told; Held where it is stopped
        QList<Excluded> excluded; // who selects the event, but not its content
    };

    // Once a change, before it matches anything.
    Result<Done> refresh(store::Connection &connection);

    [[nodiscard]] Match match(const EventDraft &event) const;

private:
    struct Entry
    {
        SubscriberKey key;
        JobState initial = JobState::Waiting;
        Selection selection;
        ContentFilter filter;
        QString name;
    };

    qint64 m_revision = -1;
    quint64 m_undone = 0;
    std::vector<Entry> m_entries;
};

} // namespace tacklebox::engine
