// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/jobchange.h"

#include "engine/activitylog.h"
#include "store/jobputoff.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

Result<Done> record(store::Connection &connection, ActivityVerb verb, const QString &subject, qint64 amount,
                    Instant now)
{
    if (amount == 0)
        return Done{};
    ActivityEntry entry;
    entry.at = now;
    entry.verb = verb;
    entry.connection = u"local"_s;
    entry.subject = subject;
    entry.amount = amount;
    return recordActivity(connection, std::move(entry));
}

using Move = Result<Done> (*)(store::Connection &, const JobId &, Instant);

QList<JobAnswer> moveEach(store::Connection &connection, const QList<JobId> &jobs, Instant now, Move move)
{
    QList<JobAnswer> answers;
    for (const JobId &id : jobs) {
        const Result<Done> moved = move(connection, id, now);
        answers.append({id, moved ? std::nullopt : std::optional(moved.error())});
    }
    return answers;
}

Result<QList<JobAnswer>> recorded(store::Connection &connection, const QList<JobAnswer> &answers,
                                  ActivityVerb verb, Instant now)
{
    const auto moved = std::ranges::count_if(answers, [](const JobAnswer &answer) { return !answer.error; });
    const Result<Done> done = record(connection, verb, {}, moved, now);
    if (!done)
        return fail(done.error());
    return answers;
}

} // namespace

Result<PublishedEvents> publishEvents(store::Connection &connection, Matcher &matcher,
                                      const QList<EventDraft> &events, Instant now)
{
    if (const Result<Done> fresh = matcher.refresh(connection); !fresh)
        return fail(fresh.error());
    PublishedEvents published;
    published.events.reserve(events.size());
    for (const EventDraft &event : events) {
        Matcher::Match match = matcher.match(event);
        Result<Published> one = store::publish(connection, event, match.jobs, now);
        if (!one)
            return fail(one.error());
        if (!one->repeated)
            one->excluded = std::move(match.excluded);
        published.events.append(std::move(*one));
        const Instant due = event.at.value_or(now);
        for (const store::NewJob &job : match.jobs)
            published.due[job.subscriber] = std::min(published.due.value(job.subscriber, due), due);
    }
    const Result<Done> done
        = record(connection, ActivityVerb::EventsPublished, events.front().type, events.size(), now);
    if (!done)
        return fail(done.error());
    return published;
}

Result<QList<JobAnswer>> replayJobs(store::Connection &connection, const ReplayRequest &request, Instant now)
{
    QList<JobAnswer> answers;
    if (request.query) {
        const Result<QList<JobId>> moved = store::replayAll(connection, *request.query, now);
        if (!moved)
            return fail(moved.error());
        for (const JobId &id : *moved)
            answers.append({id, std::nullopt});
    } else {
        answers = moveEach(connection, request.jobs, now, store::replay);
    }
    return recorded(connection, answers, ActivityVerb::JobsReplayed, now);
}

Result<QList<JobAnswer>> dropJobs(store::Connection &connection, const QList<JobId> &jobs, Instant now)
{
    return recorded(connection, moveEach(connection, jobs, now, store::drop), ActivityVerb::JobsDropped, now);
}

Result<QList<Result<CancelledEvent>>> cancelEvents(store::Connection &connection,
                                                   const QList<EventId> &events, Instant now)
{
    QList<Result<CancelledEvent>> answers;
    for (const EventId &id : events)
        answers.append(store::cancelEvent(connection, id));
    const auto cancelled
        = std::ranges::count_if(answers, [](const auto &answer) { return answer.has_value(); });
    const Result<Done> done = record(connection, ActivityVerb::EventsCancelled, {}, cancelled, now);
    if (!done)
        return fail(done.error());
    return answers;
}

Result<Done> recordDropped(store::Connection &connection, qint64 jobs, Instant now)
{
    return record(connection, ActivityVerb::JobsDropped, {}, jobs, now);
}

} // namespace tacklebox::engine
