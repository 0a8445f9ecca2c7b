// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/matcher.h"

#include "store/subscriberstore.h"

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

Matcher::Match Matcher::match(const EventDraft &event) const
{
    Match match;
    const JudgedPayload payload(event.payload);
    for (const Entry &entry : m_entries) {
        if (!selects(entry.selection, event.type, event.status))
            continue;
        const ContentFilter::Verdict verdict = entry.filter.judge(payload);
        if (verdict.passes)
            match.jobs.push_back({entry.key, entry.initial});
        else
            match.excluded.append({idOf(entry.key), entry.name, verdict.condition, verdict.found});
    }
    return match;
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
        Result<ContentFilter> filter = ContentFilter::from(fields.value("filter"_L1), u"filter"_s);
        if (!filter)
            return fail(filter.error());
        const bool isActive = stored.subscriber.state == SubscriberState::Active;
        m_entries.push_back({stored.key,
                             isActive ? JobState::Waiting : JobState::Held,
                             std::move(*selection),
                             std::move(*filter),
                             stored.subscriber.name});
    }
    m_revision = *revision;
    m_undone = connection.undone();
    return Done{};
}

} // namespace tacklebox::engine
