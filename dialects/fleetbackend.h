// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// All connections at once: the subscribers and jobs of each, in one order, as each of them answers - a remote
// one from what is cached, and asked behind it. None is waited for of which nothing is cached yet, unless it
// is the only one: it is missing until it came. It only reads: a row is edited, sent again or dropped by its
// own connection, which it names. Its ids are those of core/fleetid.h.
#pragma once

#include "backend/connections.h"
#include "dialects/fleetnews.h"

#include <QMap>

namespace tacklebox::dialects {

class FleetBackend final : public Backend
{
    Q_OBJECT

public:
    // Borrowed, and outlives it. Where the fleet is one of them itself, it leaves itself out.
    explicit FleetBackend(Connections &connections);

    // The connections whose rows are not in what was answered last, for they gave none and have none cached.
    // Connections::state() tells why.
    [[nodiscard]] QStringList missing() const { return m_missing.keys(); }

    [[nodiscard]] BackendInfo info() const override;

    Async<Page<Subscriber>> subscribers(SubscriberQuery query, std::stop_token stop) override;
    Async<Subscriber> subscriber(SubscriberId id, std::stop_token stop) override;

    Async<Page<Job>> jobs(JobQuery query, std::stop_token stop) override;
    Async<JobDetail> job(JobId id, std::stop_token stop) override;
    // Of all, or the error of the first that can't tell.
    Async<qint64> count(JobQuery query, std::stop_token stop) override;
    // The sums of those that answer; what is one for the profile is the engine's.
    Async<Statistics> statistics(std::stop_token stop) override;

    void refresh() override; // each of them

    // A URL by the engine, a subscriber by its own connection.
    Async<TestReport> test(TestRequest request, std::stop_token stop) override;
    [[nodiscard]] Certificates *certificates() override; // the engine's
    Async<Done> check() override; // the engine's

    Async<RequestPreview> preview(SubscriberDraft) override { return notHere<RequestPreview>(); }
    Async<Subscriber> save(SubscriberDraft) override { return notHere<Subscriber>(); }
    Async<QList<Subscriber>> saveAll(QList<SubscriberDraft>) override { return notHere<QList<Subscriber>>(); }
    Async<Done> remove(SubscriberId) override { return notHere<Done>(); }
    Async<Keeping> openSecrets() override { return notHere<Keeping>(); }
    Async<QList<JobAnswer>> replay(ReplayRequest) override { return notHere<QList<JobAnswer>>(); }
    Async<QList<JobAnswer>> drop(QList<JobId>) override { return notHere<QList<JobAnswer>>(); }
    Async<qint64> dropFound(JobQuery) override { return notHere<qint64>(); }
    Async<QList<Published>> publish(QList<EventDraft>) override { return notHere<QList<Published>>(); }
    Async<QList<Result<CancelledEvent>>> cancel(QList<EventId>) override
    {
        return notHere<QList<Result<CancelledEvent>>>();
    }
    Async<Page<Event>> events(EventQuery, std::stop_token) override { return notHere<Page<Event>>(); }
    Async<Event> event(EventId, std::stop_token) override { return notHere<Event>(); }

signals:
    void missingChanged();

private:
    template<typename Row, typename Query>
    struct Calls
    {
        Verb verb;
        Async<Page<Row>> (Backend::*ask)(Query, std::stop_token); // waits for a server
        Async<std::optional<Page<Row>>> (Backend::*askKept)(Query, std::stop_token);
    };

    template<typename Row, typename Query>
    Async<Page<Row>> list(const QStringList &connections, const Calls<Row, Query> &calls, const Query &query,
                          const std::stop_token &stop);
    template<typename Row, typename Query>
    Async<Page<Row>> askKept(const QString &connection, const Calls<Row, Query> &calls, const Query &query,
                             const std::stop_token &stop);
    template<typename Row, typename Query>
    void askFirst(const QString &connection, const Calls<Row, Query> &calls, const Query &query);
    template<typename T>
    Async<T> noted(const QString &connection, Verb verb, const Async<T> &answer);
    void note(const QString &connection, Verb verb, const std::optional<Error> &error);
    void forgetGone();
    [[nodiscard]] QStringList namesWith(Verb verb) const;
    [[nodiscard]] QStringList concerned(const JobQuery &query) const;
    [[nodiscard]] Statistics total() const;

    Connections &m_connections;
    FleetNews m_news;
    QMap<QString, Verbs> m_missing; // and what each did not answer
    QMap<QString, Verbs> m_awaited; // and what each is asked for first
    QMap<QString, Statistics> m_figures; // by connection, as told last
};

} // namespace tacklebox::dialects
