// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/gatheredjobs.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A page that asks again, for it was told of changes, has what just came.
constexpr auto kGatheredHoldsFor = 15s;
// Of what a server can't narrow itself, its newest are read before the cache answers.
constexpr int kNewest = 100;
constexpr size_t kGatheringsKept = 64;

} // namespace

GatheredJobs::GatheredJobs(RemoteSubscribers::Parts parts, const Others &others, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_others(others)
{
}

// Where jobs are listed by subscriber, nothing else of the query narrows what is read.
QList<JobQuery> GatheredJobs::partsOf(const JobQuery &query) const
{
    if (!m_parts.dialect.listsJobsBySubscriber()) {
        JobQuery what = query;
        what.page = {};
        what.count = false;
        return {what};
    }
    QList<JobQuery> parts;
    for (const SubscriberId &subscriber : query.subscribers) {
        JobQuery what;
        what.subscribers = {subscriber};
        parts.append(what);
    }
    return parts.isEmpty() ? QList<JobQuery>{{}} : parts;
}

const GatheredJobs::Gathering *GatheredJobs::find(const JobQuery &what) const
{
    const auto found = std::ranges::find(m_gatherings, what, &Gathering::what);
    return found == m_gatherings.end() ? nullptr : &*found;
}

// Of all subscribers together, or of each that the query names.
template<typename Is>
bool GatheredJobs::holds(const JobQuery &query, Is is) const
{
    const auto isSo = [&](const JobQuery &what) {
        const Gathering *gathering = find(what);
        return gathering && is(*gathering);
    };
    const bool isOfAll = m_parts.dialect.listsJobsBySubscriber() && isSo({});
    return isOfAll || std::ranges::all_of(partsOf(query), isSo);
}

bool GatheredJobs::wasGathered(const JobQuery &query) const
{
    return holds(query, [](const Gathering &gathering) { return gathering.gatheredAt.has_value(); });
}

bool GatheredJobs::isFresh(const JobQuery &query) const
{
    return holds(query, [now = m_parts.clock.running()](const Gathering &gathering) {
        return gathering.underWay > 0 || (gathering.triedAt && now - *gathering.triedAt < kGatheredHoldsFor);
    });
}

void GatheredJobs::forgetTries()
{
    for (Gathering &gathering : m_gatherings)
        gathering.triedAt.reset();
}

GatheredJobs::Gathering &GatheredJobs::noteOf(const JobQuery &what)
{
    const auto found = std::ranges::find(m_gatherings, what, &Gathering::what);
    if (found != m_gatherings.end())
        return *found;
    if (m_gatherings.size() >= kGatheringsKept && m_gatherings.back().underWay == 0)
        m_gatherings.pop_back();
    return m_gatherings.emplace_front(Gathering{what, 0, {}, {}});
}

Async<Done> GatheredJobs::gather(const JobQuery &query, std::stop_token stop)
{
    const QList<JobQuery> parts = partsOf(query);
    const auto began = m_parts.clock.running();
    for (const JobQuery &part : parts)
        ++noteOf(part).underWay;
    return gatherAll(query, std::move(stop)).then(this, [this, parts, began](const Result<Done> &done) {
        const bool isStopped = !done && done.error().kind == ErrorKind::Cancelled;
        for (const JobQuery &part : parts) {
            Gathering &gathering = noteOf(part);
            --gathering.underWay;
            if (!isStopped)
                gathering.triedAt = began;
            if (done)
                gathering.gatheredAt = began;
        }
        return done;
    });
}

Async<Done> GatheredJobs::gatherAll(const JobQuery &query, std::stop_token stop)
{
    if (!m_parts.dialect.listsJobsBySubscriber()) {
        JobQuery newest = query;
        newest.page = {1, kNewest, {}};
        return m_others.server.rows(newest, std::move(stop))
            .then(this, [](const Result<Listed<Job>> &listed) -> Result<Done> {
                if (!listed)
                    return fail(listed.error());
                return Done{};
            });
    }
    if (!query.subscribers.isEmpty())
        return gatherFrom(query.subscribers, std::move(stop));
    SubscriberQuery every;
    every.page.size = 1000;
    return m_others.subscribers.list(every, stop)
        .then(this, [this, stop](const Result<Page<Subscriber>> &page) -> Async<Done> {
            if (!page)
                return ready<Done>(fail(page.error()));
            QList<SubscriberId> ids;
            for (const Subscriber &subscriber : page->rows)
                ids.append(subscriber.id);
            return gatherFrom(ids, stop);
        });
}

Async<Done> GatheredJobs::gatherFrom(QList<SubscriberId> subscribers, std::stop_token stop)
{
    if (subscribers.isEmpty())
        return m_others.keeping.keep({});
    const SubscriberId first = subscribers.takeFirst();
    return fetch(first, stop).then(this, [this, subscribers, stop](const Result<Done> &done) -> Async<Done> {
        // One that was removed meanwhile has no jobs to show.
        const bool isGone = !done && done.error().kind == ErrorKind::NotFound;
        return done || isGone ? gatherFrom(subscribers, stop) : ready(done);
    });
}

Async<Done> GatheredJobs::fetch(const SubscriberId &subscriber, std::stop_token stop)
{
    const Dialect *dialect = &m_parts.dialect;
    return m_parts.caller
        .call<Listed<Job>>(
            [dialect, subscriber](const Access &access) { return dialect->listJobs(access, {}, subscriber); },
            [dialect, subscriber](const Response &whole) { return dialect->readJobs(whole, subscriber); },
            std::move(stop))
        .then(this, [this](const Result<Listed<Job>> &listed) -> Async<Done> {
            return listed ? m_others.keeping.keep(listed->rows) : ready<Done>(fail(listed.error()));
        });
}

} // namespace tacklebox::dialects
