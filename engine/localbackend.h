// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The embedded engine as a backend: questions go to the store's readers, changes to its writer, tests
// to the transport; what happened comes back as the store's news, whoever made it.
#pragma once

#include "backend/backend.h"
#include "core/clock.h"
#include "engine/dispatcher.h"
#include "engine/jobputoff.h"
#include "engine/localcertificates.h"
#include "engine/localreplays.h"
#include "engine/localviews.h"
#include "engine/matcher.h"
#include "engine/subscriberedit.h"
#include "engine/vault.h"

namespace tacklebox::engine {

class LocalNews;

class LocalBackend final : public Backend
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        transport::HttpClient &client;
        Vault &vault;
        const Clock &clock;
    };

    // Everything is borrowed and outlives it.
    LocalBackend(Parts parts, DeliveryRules rules, QObject *parent = nullptr);

    void setRules(DeliveryRules rules);
    // Null, as at first: this process doesn't deliver. Borrowed.
    void setDispatcher(Dispatcher *dispatcher);

    [[nodiscard]] BackendInfo info() const override;

    Async<Page<Subscriber>> subscribers(SubscriberQuery query, std::stop_token stop) override;
    Async<Subscriber> subscriber(SubscriberId id, std::stop_token stop) override;
    Async<RequestPreview> preview(SubscriberDraft draft) override;
    Async<Subscriber> save(SubscriberDraft draft) override;
    Async<QList<Subscriber>> saveAll(QList<SubscriberDraft> drafts) override;
    Async<Done> remove(SubscriberId id) override;
    Async<Keeping> openSecrets() override;

    Async<Page<Job>> jobs(JobQuery query, std::stop_token stop) override;
    Async<JobDetail> job(JobId id, std::stop_token stop) override;
    Async<qint64> count(JobQuery query, std::stop_token stop) override;
    Async<Statistics> statistics(std::stop_token stop) override;
    Async<QList<JobAnswer>> replay(ReplayRequest request) override;
    Async<QList<JobAnswer>> drop(QList<JobId> jobs) override;
    Async<qint64> dropFound(JobQuery query) override;
    [[nodiscard]] Replays *replays() override { return m_replays; }

    Async<QList<Published>> publish(QList<EventDraft> events) override;
    Async<QList<Result<CancelledEvent>>> cancel(QList<EventId> events) override;
    Async<Page<Event>> events(EventQuery query, std::stop_token stop) override;
    Async<Event> event(EventId id, std::stop_token stop) override;

    [[nodiscard]] PayloadViews *payloadViews() override { return &m_views; }
    [[nodiscard]] Certificates *certificates() override { return &m_certificates; }

    Async<TestReport> test(TestRequest request, std::stop_token stop) override;
    Async<Done> check() override;

private:
    Async<Subscriber> saveSealed(SubscriberDraft draft);
    Async<Subscriber> holding(const Result<Subscriber> &saved);
    void heed(const store::News &news);
    // Wakes the dispatcher after the change.
    template<typename T>
    Async<T> waking(Async<T> change);

    Parts m_parts;
    DeliveryRules m_rules;
    LocalViews m_views;
    LocalCertificates m_certificates;
    JobPutOff m_putOff;
    LocalNews *m_news;
    LocalReplays *m_replays;
    Dispatcher *m_dispatcher = nullptr;
    std::shared_ptr<Matcher> m_matcher = std::make_shared<Matcher>(); // the writer thread's
};

} // namespace tacklebox::engine
