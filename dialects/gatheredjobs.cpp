// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/gatheredjobs.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A page that asks again, for it was told of changes, has what just came.
constexpr auto kGatheredHoldsFor = 15s;
// A walk is many requests, of which an API may allow few.
constexpr auto kWalkHoldsFor = 60s;
constexpr size_t kGatheringsKept = 64;

// How far a walk goes. A server may give fewer rows a page than it is asked for.
constexpr int kWalkedPageSize = 100;
constexpr qint64 kMostWalked = 1000;
constexpr int kMostPagesWalked = 25;

// What the server is asked of a query that it can't answer alone: it narrows all but these.
JobQuery narrowedThere(JobQuery query)
{
    query.states = {};
    query.events = {};
    query.sort = JobSort::LastSent;
    query.order = Qt::DescendingOrder;
    query.page = {};
    query.count = false;
    return query;
}

// Where the server sorts as it was asked, all that follows was sent earlier.
bool areOlderFrom(const QList<Job> &rows, const std::optional<Instant> &sentFrom)
{
    return sentFrom && !rows.isEmpty() && rows.last().lastSentAt && *rows.last().lastSentAt < *sentFrom
        && std::ranges::is_sorted(rows, std::ranges::greater(), &Job::lastSentAt);
}

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
    if (!m_parts.dialect.listsJobsBySubscriber())
        return {narrowedThere(query)};
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

std::optional<GatheredJobs::Reach> GatheredJobs::reachOf(const QList<JobQuery> &parts) const
{
    std::optional<Reach> all;
    for (const JobQuery &part : parts) {
        const Gathering *gathering = find(part);
        if (!gathering || !gathering->reach)
            return std::nullopt;
        if (!all || gathering->reach->at < all->at)
            all = gathering->reach;
    }
    return all;
}

// Of all subscribers together, or of each that the query names.
std::optional<GatheredJobs::Reach> GatheredJobs::reach(const JobQuery &query) const
{
    const std::optional<Reach> own = reachOf(partsOf(query));
    const std::optional<Reach> ofAll
        = m_parts.dialect.listsJobsBySubscriber() ? reachOf({JobQuery{}}) : std::nullopt;
    return ofAll && (!own || own->at < ofAll->at) ? ofAll : own;
}

bool GatheredJobs::isFresh(const JobQuery &query) const
{
    const bool isByHook = m_parts.dialect.listsJobsBySubscriber();
    const auto isSo = [this, holdsFor = isByHook ? kGatheredHoldsFor : kWalkHoldsFor](const JobQuery &what) {
        const Gathering *gathering = find(what);
        if (!gathering)
            return false;
        const bool isJustTried
            = gathering->triedAt && m_parts.clock.running() - *gathering->triedAt < holdsFor;
        return gathering->underWay > 0 || isJustTried;
    };
    return (isByHook && isSo({})) || std::ranges::all_of(partsOf(query), isSo);
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
    for (const JobQuery &part : parts)
        ++noteOf(part).underWay;
    return gatherAll(query, std::move(stop))
        .then(this,
              [this, parts, at = m_parts.clock.now()](const Result<LookedThrough> &read) -> Async<Done> {
                  const bool isStopped = !read && read.error().kind == ErrorKind::Cancelled;
                  for (const JobQuery &part : parts) {
                      Gathering &gathering = noteOf(part);
                      --gathering.underWay;
                      if (!isStopped)
                          gathering.triedAt = m_parts.clock.running();
                      if (read)
                          gathering.reach = Reach{at, *read};
                  }
                  if (!read)
                      return ready<Done>(fail(read.error()));
                  const bool isWhole = std::ranges::all_of(parts, isUnfiltered);
                  return m_others.keeping.noteRead(isWhole ? JobKeeping::Narrowing::None
                                                           : JobKeeping::Narrowing::Some);
              });
}

Async<GatheredJobs::LookedThrough> GatheredJobs::gatherAll(const JobQuery &query, std::stop_token stop)
{
    const auto all = [](const auto &done) -> Result<LookedThrough> {
        if (!done)
            return fail(done.error());
        return LookedThrough();
    };
    if (m_parts.dialect.listsJobsBySubscriber()) {
        SubscriberQuery every;
        every.page.size = 1000;
        return (query.subscribers.isEmpty() ? gatherListed(every, {}, std::move(stop))
                                            : gatherFrom(query.subscribers, std::move(stop)))
            .then(this, all);
    }
    Walk first{narrowedThere(query), query.sentFrom};
    first.next.sentFrom.reset();
    first.next.page.size = kWalkedPageSize;
    if (!m_parts.dialect.answersJobs(first.next)) // it knows no pages: what it gives is all it has
        return m_others.server.rows(first.next, std::move(stop)).then(this, all);
    first.next.count = true;
    return walk(first, std::move(stop));
}

Async<GatheredJobs::LookedThrough> GatheredJobs::walk(const Walk &so, std::stop_token stop)
{
    return m_others.server.walked(so.next, stop)
        .then(this, [this, so, stop](const Result<Page<Job>> &page) -> Async<LookedThrough> {
            if (!page)
                return ready<LookedThrough>(fail(page.error()));
            const qint64 rows = so.rows + page->rows.size();
            if (areOlderFrom(page->rows, so.sentFrom))
                return ready<LookedThrough>(LookedThrough());
            // A server may count more than it gives.
            if (page->next.isEmpty())
                return ready<LookedThrough>(page->count.value_or(0) > rows ? LookedThrough(rows)
                                                                           : LookedThrough());
            if (rows >= kMostWalked || so.pages + 1 >= kMostPagesWalked)
                return ready<LookedThrough>(LookedThrough(rows));
            Walk further{so.next, so.sentFrom, rows, so.pages + 1};
            further.next.page.cursor = page->next;
            return walk(further, stop);
        });
}

Async<Done> GatheredJobs::gatherListed(const SubscriberQuery &query, const QList<SubscriberId> &before,
                                       std::stop_token stop)
{
    return m_others.subscribers.list(query, stop)
        .then(this, [this, query, before, stop](const Result<Page<Subscriber>> &page) -> Async<Done> {
            if (!page)
                return ready<Done>(fail(page.error()));
            QList<SubscriberId> ids = before;
            for (const Subscriber &subscriber : page->rows)
                ids.append(subscriber.id);
            if (page->next.isEmpty())
                return gatherFrom(ids, stop);
            SubscriberQuery next = query;
            next.page.cursor = page->next;
            return gatherListed(next, ids, stop);
        });
}

Async<Done> GatheredJobs::gatherFrom(QList<SubscriberId> subscribers, std::stop_token stop)
{
    if (subscribers.isEmpty())
        return ready<Done>(Done{});
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
