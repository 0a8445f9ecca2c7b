// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/remotejobs.h"

#include "dialects/standing.h"
#include "store/store.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

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

template<typename T>
bool wasStopped(const Result<T> &result)
{
    return !result && result.error().kind == ErrorKind::Cancelled;
}

Result<JobDetail> detailOf(const Result<Job> &job)
{
    return job.map([](const Job &whole) { return JobDetail{whole, {}, {}}; });
}

} // namespace

RemoteJobs::RemoteJobs(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_keeping(parts)
    , m_server(parts, m_keeping)
    , m_gathering(parts, {subscribers, m_keeping, m_server})
    , m_replays(parts, {m_keeping, m_server, m_gathering})
    , m_showRest({parts.caller, parts.clock, parts.store, parts.key}, u"jobs.show"_s)
{
    connect(&m_keeping, &JobKeeping::subscribersSeen, this, &RemoteJobs::subscribersSeen);
}

Async<Page<Job>> RemoteJobs::list(JobQuery query, std::stop_token stop)
{
    if (!m_parts.dialect.info(m_parts.caller.connection()).verbs.testFlag(Verb::ListJobs))
        return ready<Page<Job>>(fail(noJobs()));
    return m_parts.dialect.answersJobs(query) ? answered(query, std::move(stop))
                                              : gathered(query, std::move(stop));
}

Async<std::optional<Page<Job>>> RemoteJobs::listKept(JobQuery query, std::stop_token stop)
{
    using Kept = std::optional<Page<Job>>;
    const bool isToWait = m_isAskedAnew || m_parts.reading == Reading::ServerFirst
        || !m_parts.dialect.info(m_parts.caller.connection()).verbs.testFlag(Verb::ListJobs);
    if (isToWait || !query.page.cursor.isEmpty() || m_server.justAnswered(query))
        return list(std::move(query), std::move(stop)).then(this, [](const Result<Page<Job>> &page) {
            return page.map([](const Page<Job> &rows) { return Kept(rows); });
        });
    const bool isAnswered = m_parts.dialect.answersJobs(query);
    return (isAnswered ? cached(uncounted(query), std::move(stop)) : kept(uncounted(query), std::move(stop)))
        .then(this, [this, query, isAnswered](const Result<Page<Job>> &page) -> Result<Kept> {
            if (!page)
                return fail(page.error());
            if (!page->asOf && page->rows.isEmpty())
                return Kept();
            if (isAnswered)
                askBehind(query);
            else
                gatherBehind(query);
            return Kept(*page);
        });
}

Async<Page<Job>> RemoteJobs::answered(const JobQuery &query, std::stop_token stop)
{
    const QString &cursor = query.page.cursor;
    const bool isOfServer = isNumbered(cursor);
    if (!cursor.isEmpty() && !isOfServer)
        return cached(query, std::move(stop));
    const bool isAskedAnew = cursor.isEmpty() && std::exchange(m_isAskedAnew, false);
    if (m_parts.reading == Reading::ServerFirst || isAskedAnew)
        return ask(query, std::move(stop));
    if (const auto page = m_server.justAnswered(query))
        return ready<Page<Job>>(*page);
    if (isOfServer)
        return ask(query, std::move(stop)); // its place is one that only the server knows
    return cached(uncounted(query), stop)
        .then(this, [this, query, stop](const Result<Page<Job>> &page) -> Async<Page<Job>> {
            if (wasStopped(page))
                return ready(page);
            if (!page || page->rows.isEmpty())
                return ask(query, stop);
            askBehind(query);
            return ready(page);
        });
}

Async<Page<Job>> RemoteJobs::ask(const JobQuery &query, std::stop_token stop)
{
    return m_server.page(query, stop)
        .then(this, [this, query, stop](const Result<Page<Job>> &live) -> Async<Page<Job>> {
            if (live || !isAway(live.error()))
                return ready(live);
            return cached(numberedPage(query).query, stop)
                .then(this, [live](const Result<Page<Job>> &page) -> Result<Page<Job>> {
                    return page && page->asOf ? page : live;
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

// The cache, after the server gave what it has; at once, where it gave that before.
Async<Page<Job>> RemoteJobs::gathered(const JobQuery &query, std::stop_token stop)
{
    const bool isAskedAnew = query.page.cursor.isEmpty() && std::exchange(m_isAskedAnew, false);
    if (m_parts.reading == Reading::ServerFirst || isAskedAnew)
        return gatheredFirst(query, std::move(stop));
    return kept(uncounted(query), stop)
        .then(this, [this, query, stop](const Result<Page<Job>> &page) -> Async<Page<Job>> {
            if (wasStopped(page))
                return ready(page);
            // Nothing is an answer only where the server was asked for just that.
            const bool isKnown = page && page->asOf && (!page->rows.isEmpty() || m_gathering.reach(query));
            if (!isKnown)
                return gatheredFirst(query, stop);
            gatherBehind(query);
            return ready(page);
        });
}

Async<Page<Job>> RemoteJobs::gatheredFirst(const JobQuery &query, std::stop_token stop)
{
    if (!query.page.cursor.isEmpty() && m_gathering.reach(query))
        return kept(query, std::move(stop)); // behind a page for which it was gathered
    return m_gathering.gather(query, stop)
        .then(this, [this, query, stop](const Result<Done> &done) -> Async<Page<Job>> {
            if (!done && !isAway(done.error()))
                return ready<Page<Job>>(fail(done.error()));
            return kept(query, stop).then(this, [done](const Result<Page<Job>> &page) -> Result<Page<Job>> {
                if (page && !done && !page->asOf)
                    return fail(done.error());
                return page;
            });
        });
}

// As old as the oldest part of it: what no reading got to is not younger than the one before.
Async<Page<Job>> RemoteJobs::kept(const JobQuery &query, std::stop_token stop)
{
    return m_parts.store
        .read<Page<Job>>(std::move(stop),
                         [key = m_parts.key, query](store::Connection &connection) -> Result<Page<Job>> {
                             auto page = store::cachedJobs(connection, key, query);
                             const auto readAt = store::cachedAt(connection, key, store::Cached::Jobs);
                             if (!readAt)
                                 return fail(readAt.error());
                             if (page)
                                 page->asOf = std::min(page->asOf, *readAt);
                             return page;
                         })
        .then(this, [this, query](Result<Page<Job>> page) {
            const auto reach = page ? m_gathering.reach(query) : std::nullopt;
            if (reach) {
                page->asOf = std::max(page->asOf, std::optional(reach->at));
                page->lookedThrough = reach->lookedThrough;
                if (page->lookedThrough)
                    page->count.reset();
            }
            return page;
        });
}

void RemoteJobs::gatherBehind(const JobQuery &query)
{
    if (m_gathering.isFresh(query))
        return;
    m_gathering.gather(query, {}).then(this, [this](const Result<Done> &done) {
        if (done)
            emit changed({{}, true});
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
    if (!m_parts.dialect.showsJobs())
        return m_keeping.seenWithAge(id, std::move(stop));
    if (m_parts.reading == Reading::ServerFirst)
        return shown(id, std::move(stop));
    // Its list is asked behind: who walks through a list must not use up the API's rate.
    return m_keeping.seenWithAge(id, stop).then(this, [this, id, stop](const Result<JobDetail> &job) {
        const bool isUnknown = !job && job.error().kind == ErrorKind::NotFound;
        return isUnknown ? shown(id, stop) : ready(job);
    });
}

Async<JobDetail> RemoteJobs::shown(const JobId &id, std::stop_token stop)
{
    const auto call = [this, id, stop] {
        const Dialect *dialect = &m_parts.dialect;
        return m_parts.caller.call<Job>(
            [dialect, id](const Access &access) { return dialect->showJob(access, id); },
            [dialect](const Response &whole) { return dialect->readJob(whole); },
            stop);
    };
    const auto take = [this, id, stop](const Result<Job> &job) -> Async<JobDetail> {
        if (job)
            return m_keeping.keepShown(*job).then(this, detailOf);
        // Nobody documented the call, so no refusal takes away what the list told.
        const auto known = [id, error = job.error()](const Result<JobDetail> &seen) -> Result<JobDetail> {
            return seen || isMissingRoute(error) ? seen : fail(ofJob(error, id));
        };
        return m_keeping.seenWithAge(id, stop).then(this, known);
    };
    return m_showRest.ask<Job>(this, call).then(this, take);
}

void RemoteJobs::forgetAnswers()
{
    m_server.forgetAnswers();
    m_gathering.forgetTries();
}

void RemoteJobs::askAnew()
{
    forgetAnswers();
    m_isAskedAnew = true;
}

Async<QList<JobAnswer>> RemoteJobs::replay(ReplayRequest request)
{
    return m_replays.replay(request);
}

} // namespace tacklebox::dialects
