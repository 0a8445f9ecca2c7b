// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A remote API as a backend: its dialect makes requests and reads replies, its caller sends them, and what
// came is in the cache.
#pragma once

#include "dialects/remotejobs.h"
#include "dialects/remotesaving.h"

namespace tacklebox::dialects {

class RemoteBackend final : public Backend
{
    Q_OBJECT

public:
    struct Parts
    {
        const Dialect &dialect;
        RestClient &client;
        Credentials &credentials;
        store::Store &store;
        const Clock &clock;
        Backend &local; // a URL is tried from this computer
        Reading reading = Reading::CacheFirst;
    };

    // All is borrowed and outlives it.
    RemoteBackend(Parts parts, store::ConnectionKey key, Connection connection);

    // Its settings or secrets were edited.
    void setConnection(const Connection &connection);
    [[nodiscard]] const Connection &connection() const { return m_caller.connection(); }
    // A locked one refuses every write.
    void setLocked(bool isLocked) { m_isLocked = isLocked; }
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    // What the server said it is when it was checked last; empty: nothing since its settings changed.
    [[nodiscard]] const QString &service() const { return m_service; }
    void setService(const QString &service) { m_service = service; } // as it was kept

    // As the call took that was answered last; none: the vendor doesn't call that slow.
    [[nodiscard]] std::optional<std::chrono::milliseconds> slow() const { return m_caller.slow(); }

    Async<Token> logIn(Secret password);

    [[nodiscard]] BackendInfo info() const override;

    Async<Page<Subscriber>> subscribers(SubscriberQuery query, std::stop_token stop) override;
    Async<std::optional<Page<Subscriber>>> keptSubscribers(SubscriberQuery query,
                                                           std::stop_token stop) override;
    Async<Subscriber> subscriber(SubscriberId id, std::stop_token stop) override;
    Async<RequestPreview> preview(SubscriberDraft draft) override;
    Async<Subscriber> save(SubscriberDraft draft) override;
    // All are looked at before the first is sent; then one request each: what was saved before one is refused
    // stays saved.
    Async<QList<Subscriber>> saveAll(QList<SubscriberDraft> drafts) override;
    Async<Done> remove(SubscriberId id) override;
    Async<Keeping> openSecrets() override; // a subscriber's secret goes to the server

    Async<Page<Job>> jobs(JobQuery query, std::stop_token stop) override;
    Async<std::optional<Page<Job>>> keptJobs(JobQuery query, std::stop_token stop) override;
    Async<JobDetail> job(JobId id, std::stop_token stop) override;
    Async<qint64> count(JobQuery query, std::stop_token stop) override;
    Async<Statistics> statistics(std::stop_token stop) override; // of what is cached
    Async<QList<JobAnswer>> replay(ReplayRequest request) override;
    Async<QList<JobAnswer>> drop(QList<JobId> jobs) override;
    Async<qint64> dropFound(JobQuery query) override;

    // One request each: what was told before one is refused stays told. The server gives no ids.
    Async<QList<Published>> publish(QList<EventDraft> events) override;
    Async<QList<Result<CancelledEvent>>> cancel(QList<EventId> events) override;
    Async<Page<Event>> events(EventQuery query, std::stop_token stop) override;
    Async<Event> event(EventId id, std::stop_token stop) override;

    void refresh() override;

    Async<TestReport> test(TestRequest request, std::stop_token stop) override;
    [[nodiscard]] Certificates *certificates() override { return m_parts.local.certificates(); }
    Async<Done> check() override;

    Async<Subscriber> add(SubscriberId id, QString name) override;
    Async<Fields> newSubscriber() override;
    Async<SubscriberUsage> usage(SubscriberId id, std::stop_token stop) override;
    Async<Fields> selectedMembers(SubscriberId id, QStringList members, std::stop_token stop) override;
    Async<Done> testAtVendor(SubscriberId id, std::stop_token stop) override;

signals:
    void serviceTold();
    // After each answer: none, or what went wrong.
    void answered(const std::optional<tacklebox::Error> &error, tacklebox::dialects::About about);

private:
    template<typename T>
    Async<T> observed(Async<T> answer, About about = About::OneThing);
    template<typename T>
    Async<T> unlocked(const std::function<Async<T>()> &write);
    [[nodiscard]] RemoteSubscribers::Parts calls();
    Async<QList<Subscriber>> saveNext(QList<SubscriberDraft> left, QList<Subscriber> saved);

    Parts m_parts;
    Caller m_caller;
    RemoteSubscribers m_subscribers;
    RemoteSaving m_saving;
    RemoteJobs m_jobs;
    store::ConnectionKey m_key;
    bool m_isLocked = false;
    QString m_service;
};

} // namespace tacklebox::dialects
