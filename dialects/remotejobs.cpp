// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/remotejobs.h"

#include "dialects/jobcache.h"
#include "dialects/jobpages.h"
#include "dialects/standing.h"

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A page that asks again, for it was told of changes, has what just came.
constexpr auto kStaleAfter = 15s;
// Of what a server can't narrow itself, its newest are read before the cache answers.
constexpr int kNewest = 100;
constexpr size_t kAnswersKept = 8; // a list of all connections needs several at once

Error noJobs()
{
    return {ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0};
}

// Rows at once: counting a million takes longer than reading a page of them.
JobQuery uncounted(JobQuery query)
{
    query.count = false;
    return query;
}

} // namespace

RemoteJobs::RemoteJobs(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_subscribers(subscribers)
{
}

Async<Page<Job>> RemoteJobs::list(JobQuery query, std::stop_token stop)
{
    if (!m_parts.dialect.info(m_parts.caller.connection()).verbs.testFlag(Verb::ListJobs))
        return ready<Page<Job>>(fail(noJobs()));
    return m_parts.dialect.answersJobs(query) ? answered(query, std::move(stop))
                                              : gathered(query, std::move(stop));
}

const Page<Job> *RemoteJobs::justAnswered(const JobQuery &query) const
{
    const auto found = std::ranges::find(m_answered, query, &Answered::query);
    const bool isFresh = found != m_answered.end() && m_parts.clock.running() - found->at < kStaleAfter;
    return isFresh ? &found->page : nullptr;
}

Async<Page<Job>> RemoteJobs::answered(const JobQuery &query, std::stop_token stop)
{
    if (m_parts.reading == Reading::ServerFirst)
        return ask(query, std::move(stop));
    if (const Page<Job> *page = justAnswered(query))
        return ready<Page<Job>>(*page);
    return cached(uncounted(query), stop)
        .then(this, [this, query, stop](const Result<Page<Job>> &page) -> Async<Page<Job>> {
            // What is behind a page of the server's own has a place that only the server knows.
            const bool isCancelled = !page && page.error().kind == ErrorKind::Cancelled;
            if (!isCancelled && (!page || page->rows.isEmpty()))
                return ask(query, stop);
            askBehind(query);
            return ready(page);
        });
}

Async<Page<Job>> RemoteJobs::ask(const JobQuery &query, std::stop_token stop)
{
    const NumberedPage asked = numberedPage(query, m_parts.clock.now());
    return m_parts.caller
        .call<Listed<Job>>(
            [dialect = &m_parts.dialect, asked](const Access &access) {
                return dialect->listJobs(access, asked.query, {});
            },
            [dialect = &m_parts.dialect](const Response &whole) { return dialect->readJobs(whole, {}); },
            stop)
        .then(this, [this, query, asked, stop](const Result<Listed<Job>> &listed) -> Async<Page<Job>> {
            if (!listed) {
                const Error error = listed.error();
                if (!isAway(error))
                    return ready<Page<Job>>(fail(error));
                return cached(query, stop)
                    .then(this, [error](const Result<Page<Job>> &page) -> Result<Page<Job>> {
                        return page && page->asOf ? page : fail(error);
                    });
            }
            const Page<Job> page = pageOf(asked, listed->rows, listed->count);
            m_answered.push_front({query, page, m_parts.clock.running()});
            if (m_answered.size() > kAnswersKept)
                m_answered.pop_back();
            return keep(listed->rows).then(this, [page](const Result<Done> &kept) -> Result<Page<Job>> {
                if (!kept)
                    return fail(kept.error());
                return page;
            });
        });
}

void RemoteJobs::askBehind(const JobQuery &query)
{
    if (m_asking == query)
        return;
    m_asking = query;
    ask(query, {}).then(this, [this, query](const Result<Page<Job>> &page) {
        if (m_asking == query)
            m_asking.reset();
        if (page && page->source == PageSource::Live)
            emit changed({{}, true});
    });
}

Async<Page<Job>> RemoteJobs::cached(const JobQuery &query, std::stop_token stop)
{
    return m_parts.store.read<Page<Job>>(std::move(stop),
                                         [key = m_parts.key, query](store::Connection &connection) {
                                             return store::cachedJobs(connection, key, query);
                                         });
}

// The cache, after the server gave what it has.
Async<Page<Job>> RemoteJobs::gathered(const JobQuery &query, std::stop_token stop)
{
    const bool isFresh = m_gatheredAt && m_parts.clock.running() - *m_gatheredAt < kStaleAfter;
    if (m_parts.reading == Reading::CacheFirst) {
        return cached(uncounted(query), stop)
            .then(this, [this, query, stop, isFresh](const Result<Page<Job>> &page) -> Async<Page<Job>> {
                if (!page || (!page->asOf && !isFresh))
                    return gather(query, stop).then(this, [this, query, stop](const Result<Done> &done) {
                        return done ? cached(query, stop) : ready<Page<Job>>(fail(done.error()));
                    });
                if (!isFresh && !m_isGathering)
                    gather(query, {}).then(this, [this](const Result<Done> &) { emit changed({{}, true}); });
                return ready(page);
            });
    }
    return gather(query, stop).then(this, [this, query, stop](const Result<Done> &done) -> Async<Page<Job>> {
        if (!done && !isAway(done.error()))
            return ready<Page<Job>>(fail(done.error()));
        return cached(query, stop).then(this, [done](const Result<Page<Job>> &page) -> Result<Page<Job>> {
            if (page && !done && !page->asOf)
                return fail(done.error());
            return page;
        });
    });
}

Async<Done> RemoteJobs::gather(const JobQuery &query, std::stop_token stop)
{
    m_isGathering = true;
    m_gatheredAt = m_parts.clock.running();
    const auto ended = [this](const Result<Done> &done) {
        m_isGathering = false;
        return done;
    };
    if (!m_parts.dialect.listsJobsBySubscriber()) {
        JobQuery newest = query;
        newest.page = {1, kNewest, {}};
        return fetch(newest, {}, std::move(stop)).then(this, ended);
    }
    if (!query.subscribers.isEmpty())
        return gatherFrom(query.subscribers, query, std::move(stop)).then(this, ended);
    SubscriberQuery every;
    every.page.size = 1000;
    return m_subscribers.list(every, stop)
        .then(this,
              [this, query, stop](const Result<Page<Subscriber>> &page) -> Async<Done> {
                  if (!page)
                      return ready<Done>(fail(page.error()));
                  QList<SubscriberId> ids;
                  for (const Subscriber &subscriber : page->rows)
                      ids.append(subscriber.id);
                  return gatherFrom(ids, query, stop);
              })
        .then(this, ended);
}

Async<Done> RemoteJobs::gatherFrom(QList<SubscriberId> subscribers, const JobQuery &query,
                                   std::stop_token stop)
{
    if (subscribers.isEmpty())
        return keep({});
    const SubscriberId first = subscribers.takeFirst();
    return fetch(query, first, stop)
        .then(this, [this, subscribers, query, stop](const Result<Done> &done) -> Async<Done> {
            // One that was removed meanwhile has no jobs to show.
            const bool isGone = !done && done.error().kind == ErrorKind::NotFound;
            return done || isGone ? gatherFrom(subscribers, query, stop) : ready(done);
        });
}

Async<Done> RemoteJobs::fetch(const JobQuery &query, const SubscriberId &subscriber, std::stop_token stop)
{
    return m_parts.caller
        .call<Listed<Job>>([dialect = &m_parts.dialect, query, subscriber](
                               const Access &access) { return dialect->listJobs(access, query, subscriber); },
                           [dialect = &m_parts.dialect, subscriber](const Response &whole) {
                               return dialect->readJobs(whole, subscriber);
                           },
                           std::move(stop))
        .then(this, [this](const Result<Listed<Job>> &listed) -> Async<Done> {
            return listed ? keep(listed->rows) : ready<Done>(fail(listed.error()));
        });
}

Async<Done> RemoteJobs::keep(const QList<Job> &jobs)
{
    using Seen = QList<Subscriber>;
    return m_parts.store
        .write<Seen>([key = m_parts.key, jobs, now = m_parts.clock.now()](
                         store::Connection &connection) -> Result<Seen> {
            if (const auto done = store::noteCached(connection, key, store::Cached::Jobs, now); !done)
                return fail(done.error());
            return keepJobs(connection, key, jobs, now);
        })
        .then(this, [this](const Result<Seen> &seen) -> Result<Done> {
            if (!seen)
                return fail(seen.error());
            if (!seen->isEmpty())
                emit subscribersSeen(*seen);
            return Done{};
        });
}

Async<qint64> RemoteJobs::count(JobQuery query, std::stop_token stop)
{
    const auto fromCache = [this, query, stop] {
        return m_parts.store.read<qint64>(stop, [key = m_parts.key, query](store::Connection &connection) {
            return store::countCachedJobs(connection, key, query);
        });
    };
    // A window's rows bring the server's count as soon as it has answered.
    if (!m_parts.dialect.answersJobs(query) || m_parts.reading == Reading::CacheFirst)
        return fromCache();
    query.page = {1, 1, {}};
    query.count = true;
    return ask(query, stop).then(this, [fromCache](const Result<Page<Job>> &page) -> Async<qint64> {
        if (!page)
            return ready<qint64>(fail(page.error()));
        return page->count ? ready<qint64>(*page->count) : fromCache();
    });
}

Async<JobDetail> RemoteJobs::show(JobId id, std::stop_token stop)
{
    if (!m_parts.dialect.showsJobs() || m_showRest.missing())
        return seen(id, std::move(stop));
    if (m_parts.reading == Reading::ServerFirst)
        return shown(id, std::move(stop));
    // Its list is asked behind: who walks through a list must not use up the API's rate.
    return seen(id, stop).then(this, [this, id, stop](const Result<JobDetail> &detail) -> Async<JobDetail> {
        const bool isUnknown = !detail && detail.error().kind == ErrorKind::NotFound;
        return isUnknown ? shown(id, stop) : ready(detail);
    });
}

Async<JobDetail> RemoteJobs::shown(const JobId &id, std::stop_token stop)
{
    return m_parts.caller
        .call([dialect = &m_parts.dialect, id](const Access &access) { return dialect->showJob(access, id); },
              stop)
        .then(this, [this, id, stop](const Result<Response> &response) -> Async<JobDetail> {
            const auto job
                = response.and_then([this](const Response &whole) { return m_parts.dialect.readJob(whole); });
            if (job)
                return keepShown(*job);
            m_showRest.note(job);
            const Error error = job.error();
            // Nobody documented the call, so no refusal takes away what the list told.
            return seen(id, stop).then(this, [error](const Result<JobDetail> &detail) -> Result<JobDetail> {
                return detail || isMissingRoute(error) ? detail : fail(error);
            });
        });
}

Async<JobDetail> RemoteJobs::keepShown(const Job &job)
{
    return m_parts.store.write<JobDetail>(
        [key = m_parts.key, job, now = m_parts.clock.now()](store::Connection &connection) {
            return dialects::keepShown(connection, key, job, now).map([](const Job &kept) {
                return JobDetail{kept, {}, {}};
            });
        });
}

Async<JobDetail> RemoteJobs::seen(const JobId &id, std::stop_token stop)
{
    return m_parts.store.read<JobDetail>(
        std::move(stop), [key = m_parts.key, id](store::Connection &connection) {
            return store::cachedJob(connection, key, id).map([](const Job &job) {
                return JobDetail{job, {}, {}};
            });
        });
}

Async<QList<JobAnswer>> RemoteJobs::replay(ReplayRequest request)
{
    if (!request.query)
        return replayOneByOne(request.jobs, {});
    return m_parts.store
        .read<QList<JobId>>({},
                            [key = m_parts.key, query = *request.query](store::Connection &connection) {
                                return jobIdsOf(connection, key, query);
                            })
        .then(this, [this](const Result<QList<JobId>> &ids) {
            return ids ? replayOneByOne(*ids, {}) : ready<QList<JobAnswer>>(fail(ids.error()));
        });
}

Async<QList<JobAnswer>> RemoteJobs::replayOneByOne(QList<JobId> left, QList<JobAnswer> done)
{
    if (left.isEmpty())
        return ready<QList<JobAnswer>>(done);
    const JobId id = left.takeFirst();
    return m_parts.caller
        .call([dialect = &m_parts.dialect, id](const Access &access) { return dialect->replay(access, id); })
        .then(this, [this, id, left, done](const Result<Response> &response) mutable {
            done.append({id, response ? m_parts.dialect.errorOf(*response) : response.error()});
            return replayOneByOne(left, done);
        });
}

} // namespace tacklebox::dialects
