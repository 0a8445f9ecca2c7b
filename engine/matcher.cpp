// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/matcher.h"

#include "store/subscriberstore.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

Result<std::vector<store::NewJob>> Matcher::match(store::Connection &connection, const EventDraft &event)
{
    if (const Result<Done> fresh = refresh(connection); !fresh)
        return fail(fresh.error());
    std::vector<store::NewJob> jobs;
    for (const Entry &entry : m_entries) {
        if (selects(entry.selection, event.type, event.status))
            jobs.push_back({entry.key, entry.initial});
    }
    return jobs;
}

Result<Done> Matcher::refresh(store::Connection &connection)
{
    const Result<qint64> revision = store::subscriberRevision(connection);
    if (!revision)
        return fail(revision.error());
    if (*revision == m_revision && connection.undone() == m_undone)
        return Done{};

    const Result<std::vector<store::StoredSubscriber>> all = store::allSubscribers(connection);
    if (!all)
        return fail(all.error());
    m_entries.clear();
    for (const store::StoredSubscriber &stored : *all) {
        const Fields &fields = stored.subscriber.fields;
        Result<Selection> selection = selectionFrom(fields.value("events"_L1), fields.value("statuses"_L1));
        if (!selection)
            return fail(selection.error());
        const bool isActive = stored.subscriber.state == SubscriberState::Active;
        m_entries.push_back(
            {stored.key, isActive ? JobState::Waiting : JobState::Held, std::move(*selection)});
    }
    m_revision = *revision;
    m_undone = connection.undone();
    return Done{};
}

} // namespace tacklebox::engine
