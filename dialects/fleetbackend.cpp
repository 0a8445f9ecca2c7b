// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/fleetbackend.h"

#include "dialects/fleetids.h"
#include "dialects/fleetlisting.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

Error notFound(Reason reason, const QString &subject)
{
    return {ErrorKind::NotFound, reason, {}, subject, {}, {}, 0};
}

SubscriberQuery ownQuery(const QString &, SubscriberQuery query)
{
    return query;
}

JobQuery ownQuery(const QString &connection, JobQuery query)
{
    return within(connection, std::move(query)).value_or(JobQuery{});
}

template<typename T>
void unite(QList<T> &all, const QList<T> &more)
{
    for (const T &one : more) {
        if (!all.contains(one))
            all.append(one);
    }
}

// All of the answers, in their order. One that will never come has no result.
template<typename T>
Future<QList<QFuture<Result<T>>>> together(QList<QFuture<Result<T>>> answers)
{
    return QtFuture::whenAll(answers.begin(), answers.end());
}

} // namespace

FleetBackend::FleetBackend(Connections &connections)
    : m_connections(connections)
    , m_news(connections, *this)
{
    connect(&m_news, &FleetNews::connectionsChanged, this, &FleetBackend::forgetGone);
    connect(&m_news, &FleetNews::subscribersChanged, this, &Backend::subscribersChanged);
    connect(&m_news, &FleetNews::subscribersRemoved, this, &Backend::subscribersRemoved);
    connect(&m_news, &FleetNews::jobsChanged, this, &Backend::jobsChanged);
    connect(&m_news, &FleetNews::eventsPublished, this, &Backend::eventsPublished);
    connect(&m_news,
            &FleetNews::statisticsChanged,
            this,
            [this](const QString &connection, const Statistics &figures) {
                if (!m_figures.contains(connection))
                    return; // nobody asked for the sum yet
                m_figures.insert(connection, figures);
                emit statisticsChanged(total());
            });
}

void FleetBackend::forgetGone()
{
    const QStringList names = m_news.names();
    const auto isGone = [&names](const auto &entry) { return !names.contains(entry.key()); };
    m_figures.removeIf(isGone);
    m_awaited.removeIf(isGone);
    if (m_missing.removeIf(isGone) > 0)
        emit missingChanged();
    emit jobsChanged({{}, true});
}

void FleetBackend::note(const QString &connection, Verb verb, const std::optional<Error> &error)
{
    // One that was removed meanwhile isn't missing.
    const bool isGone = !m_news.names().contains(connection);
    if (isGone || (error && error->kind == ErrorKind::Cancelled))
        return;
    const QStringList before = missing();
    Verbs &unanswered = m_missing[connection];
    unanswered.setFlag(verb, error.has_value());
    if (!unanswered)
        m_missing.remove(connection);
    if (missing() != before)
        emit missingChanged();
}

template<typename T>
Async<T> FleetBackend::noted(const QString &connection, Verb verb, const Async<T> &answer)
{
    return answer.then(this, [this, connection, verb](const Result<T> &result) {
        note(connection, verb, result ? std::nullopt : std::optional(result.error()));
        return result;
    });
}

QStringList FleetBackend::namesWith(Verb verb) const
{
    QStringList names = m_news.names();
    names.removeIf([this, verb](const QString &name) {
        return !m_connections.backend(name)->info().verbs.testFlag(verb);
    });
    return names;
}

QStringList FleetBackend::concerned(const JobQuery &query) const
{
    QStringList names = namesWith(Verb::ListJobs);
    names.removeIf([&query](const QString &name) { return !within(name, query); });
    return names;
}

BackendInfo FleetBackend::info() const
{
    BackendInfo all;
    all.connection = u"all"_s;
    all.kind = u"fleet"_s;
    all.environment = Environment::Local;
    all.verbs = Verb::ListSubscribers | Verb::ListJobs | Verb::Test;
    bool isFirst = true;
    for (const QString &name : m_news.names()) {
        const BackendInfo info = m_connections.backend(name)->info();
        unite<QString>(all.knownEvents, info.knownEvents);
        unite<QString>(all.knownStatuses, info.knownStatuses);
        unite<QString>(all.filterEvents, info.filterEvents);
        unite<QString>(all.filterStatuses, info.filterStatuses);
        unite(all.filterStates, info.filterStates);
        if (!info.verbs.testFlag(Verb::ListJobs))
            continue;
        if (std::exchange(isFirst, false))
            all.jobSorts = info.jobSorts;
        all.jobSorts.removeIf([&info](JobSort sort) { return !info.jobSorts.contains(sort); });
    }
    return all;
}

// What comes is told of by the backend, but for jobs: they come with its answer.
template<typename Row, typename Query>
void FleetBackend::askFirst(const QString &connection, const Calls<Row, Query> &calls, const Query &query)
{
    Backend *backend = m_connections.backend(connection);
    if (!backend || m_awaited.value(connection).testFlag(calls.verb))
        return;
    m_awaited[connection].setFlag(calls.verb);
    (backend->*calls.ask)(query, {}).then(
        this, [this, connection, verb = calls.verb](const Result<Page<Row>> &page) {
            m_awaited[connection].setFlag(verb, false);
            note(connection, verb, page ? std::nullopt : std::optional(page.error()));
            if (page && verb == Verb::ListJobs && !page->rows.isEmpty())
                emit jobsChanged({{}, true});
        });
}

template<typename Row, typename Query>
Async<Page<Row>> FleetBackend::askKept(const QString &connection, const Calls<Row, Query> &calls,
                                       const Query &query, const std::stop_token &stop)
{
    return (m_connections.backend(connection)->*calls.askKept)(query, stop)
        .then(this,
              [this, connection, calls, query](
                  const Result<std::optional<Page<Row>>> &kept) -> Result<Page<Row>> {
                  if (!kept)
                      return fail(kept.error());
                  if (*kept)
                      return **kept;
                  askFirst(connection, calls, query);
                  return fail({ErrorKind::Unreachable, Reason::Unspecified, {}, connection, {}, {}, 0});
              });
}

template<typename Row, typename Query>
Async<Page<Row>> FleetBackend::list(const QStringList &connections, const Calls<Row, Query> &calls,
                                    const Query &query, const std::stop_token &stop)
{
    FleetQuestion<Row> question;
    question.connections = connections;
    question.ask = [this, calls, query, stop, isAlone = connections.size() == 1](
                       const QString &connection, const PageRequest &page) -> Async<Page<Row>> {
        Backend *backend = m_connections.backend(connection);
        if (!backend)
            return ready<Page<Row>>(fail(notFound(Reason::NoSuchConnection, connection)));
        Query own = ownQuery(connection, query);
        own.page = page;
        const auto answer
            = isAlone ? (backend->*calls.ask)(own, stop) : askKept(connection, calls, own, stop);
        return noted(connection, calls.verb, answer).then(this, [connection](Result<Page<Row>> rows) {
            if (rows) {
                for (Row &row : rows->rows)
                    row = inFleet(connection, std::move(row));
            }
            return rows;
        });
    };
    question.rank = [sort = query.sort](const Row &row) { return rankOf(row, sort); };
    question.sort = int(query.sort);
    question.order = query.order;
    question.page = query.page;
    question.stop = stop;
    return fleetPage(this, std::move(question));
}

Async<Page<Subscriber>> FleetBackend::subscribers(SubscriberQuery query, std::stop_token stop)
{
    constexpr Calls<Subscriber, SubscriberQuery> kCalls{
        Verb::ListSubscribers, &Backend::subscribers, &Backend::keptSubscribers};
    return list(namesWith(kCalls.verb), kCalls, query, stop);
}

Async<Page<Job>> FleetBackend::jobs(JobQuery query, std::stop_token stop)
{
    constexpr Calls<Job, JobQuery> kCalls{Verb::ListJobs, &Backend::jobs, &Backend::keptJobs};
    return list(concerned(query), kCalls, query, stop);
}

Async<Subscriber> FleetBackend::subscriber(SubscriberId id, std::stop_token stop)
{
    const auto own = split(id);
    Backend *backend = own ? m_connections.backend(own->connection) : nullptr;
    if (!backend)
        return ready<Subscriber>(fail(notFound(Reason::NoSuchSubscriber, id.value)));
    return backend->subscriber(own->id, std::move(stop))
        .then(this, [connection = own->connection](const Result<Subscriber> &found) {
            return found.map([&](const Subscriber &row) { return inFleet(connection, row); });
        });
}

Async<JobDetail> FleetBackend::job(JobId id, std::stop_token stop)
{
    const auto own = split(id);
    Backend *backend = own ? m_connections.backend(own->connection) : nullptr;
    if (!backend)
        return ready<JobDetail>(fail(notFound(Reason::NoSuchJob, id.value)));
    return backend->job(own->id, std::move(stop))
        .then(this, [connection = own->connection](Result<JobDetail> found) {
            if (found)
                found->job = inFleet(connection, std::move(found->job));
            return found;
        });
}

Async<qint64> FleetBackend::count(JobQuery query, std::stop_token stop)
{
    QList<QFuture<Result<qint64>>> counts;
    for (const QString &name : concerned(query))
        counts.append(
            noted(name, Verb::ListJobs, m_connections.backend(name)->count(ownQuery(name, query), stop)));
    return together(std::move(counts))
        .then(this, [](const QList<QFuture<Result<qint64>>> &answers) -> Result<qint64> {
            qint64 sum = 0;
            for (const auto &answer : answers) {
                if (answer.resultCount() == 0)
                    continue; // removed meanwhile, with its jobs
                const Result<qint64> one = answer.result();
                if (!one)
                    return one;
                sum += *one;
            }
            return sum;
        });
}

Async<Statistics> FleetBackend::statistics(std::stop_token stop)
{
    QList<QFuture<Result<Statistics>>> asked;
    for (const QString &name : m_news.names()) {
        asked.append(m_connections.backend(name)->statistics(stop).then(
            this, [this, name](const Result<Statistics> &figures) {
                if (figures && m_news.names().contains(name))
                    m_figures.insert(name, *figures);
                else
                    m_figures.remove(name);
                return figures;
            }));
    }
    return together(std::move(asked))
        .then(this, [this, stop](const QList<QFuture<Result<Statistics>>> &answers) -> Result<Statistics> {
            if (stop.stop_requested())
                return fail({ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0});
            if (m_figures.isEmpty() && !answers.isEmpty() && answers.constFirst().resultCount() > 0)
                return answers.constFirst().result();
            return total();
        });
}

Statistics FleetBackend::total() const
{
    Statistics total = m_figures.value(u"local"_s);
    for (auto figures = m_figures.begin(); figures != m_figures.end(); ++figures) {
        if (figures.key() == "local"_L1)
            continue;
        for (const auto figure : {&Statistics::subscribers,
                                  &Statistics::jobs,
                                  &Statistics::queued,
                                  &Statistics::deliveredLastDay,
                                  &Statistics::failedLastDay,
                                  &Statistics::unread})
            total.*figure += (*figures).*figure;
        total.dayFrom = std::max(total.dayFrom, figures->dayFrom);
    }
    return total;
}

void FleetBackend::refresh()
{
    for (const QString &name : m_news.names())
        m_connections.backend(name)->refresh();
}

Certificates *FleetBackend::certificates()
{
    Backend *local = m_connections.backend(u"local"_s);
    return local ? local->certificates() : nullptr;
}

Async<TestReport> FleetBackend::test(TestRequest request, std::stop_token stop)
{
    QString connection = u"local"_s;
    if (const auto *id = std::get_if<SubscriberId>(&request.target)) {
        const auto own = split(*id);
        if (!own)
            return ready<TestReport>(fail(notFound(Reason::NoSuchSubscriber, id->value)));
        connection = own->connection;
        request.target = own->id;
    }
    Backend *backend = m_connections.backend(connection);
    return backend ? backend->test(std::move(request), std::move(stop))
                   : ready<TestReport>(fail(notFound(Reason::NoSuchConnection, connection)));
}

Async<Done> FleetBackend::check()
{
    Backend *local = m_connections.backend(u"local"_s);
    return local ? local->check() : ready<Done>(fail(notFound(Reason::NoSuchConnection, u"local"_s)));
}

} // namespace tacklebox::dialects
