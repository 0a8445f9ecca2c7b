// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localbackend.h"

#include "core/payload.h"
#include "engine/draftseal.h"
#include "engine/jobchange.h"
#include "engine/localinfo.h"
#include "engine/localnews.h"
#include "engine/localrows.h"
#include "engine/localstatistics.h"
#include "engine/trialdelivery.h"
#include "store/eventstore.h"
#include "store/integrity.h"
#include "store/jobstore.h"
#include "store/rowuuid.h"

#include <QMetaMethod>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

template<typename T>
Async<T> LocalBackend::waking(Async<T> change)
{
    return change.then(this, [this](const Result<T> &result) {
        if (m_dispatcher)
            m_dispatcher->wake();
        return result;
    });
}

LocalBackend::LocalBackend(Parts parts, DeliveryRules rules, QObject *parent)
    : Backend(parent)
    , m_parts(parts)
    , m_rules(std::move(rules))
    , m_views(parts.store, parts.clock)
    , m_certificates({parts.store, parts.client, parts.clock, m_rules})
    , m_putOff(parts.store, parts.clock)
{
    connect(&parts.store, &store::Store::newsArrived, this, &LocalBackend::heed);
    m_news = new LocalNews(
        parts.store,
        parts.clock,
        {[this] { return isSignalConnected(QMetaMethod::fromSignal(&Backend::statisticsChanged)); },
         [this] { return statistics({}); }},
        this);
    connect(m_news, &LocalNews::subscribersChanged, this, &Backend::subscribersChanged);
    connect(m_news, &LocalNews::subscribersRemoved, this, &Backend::subscribersRemoved);
    connect(m_news, &LocalNews::jobsChanged, this, &Backend::jobsChanged);
    connect(m_news, &LocalNews::eventsPublished, this, &Backend::eventsPublished);
    connect(m_news, &LocalNews::statisticsChanged, this, &Backend::statisticsChanged);
    connect(&parts.vault, &Vault::opened, m_news, &LocalNews::tellStatistics);
    m_replays = new LocalReplays({parts.store, parts.client, parts.vault, parts.clock}, this);
}

void LocalBackend::setRules(DeliveryRules rules)
{
    m_rules = std::move(rules);
    if (m_dispatcher)
        m_dispatcher->setRules(m_rules);
    m_replays->setRules(m_rules);
}

void LocalBackend::setDispatcher(Dispatcher *dispatcher)
{
    m_dispatcher = dispatcher;
    m_replays->setDispatcher(dispatcher, m_rules);
    if (dispatcher)
        m_news->tellStatistics(); // by now the master key was looked for
}

BackendInfo LocalBackend::info() const
{
    return localInfo();
}

Async<Page<Subscriber>> LocalBackend::subscribers(SubscriberQuery query, std::stop_token stop)
{
    return m_parts.store.read<Page<Subscriber>>(
        std::move(stop),
        [query = std::move(query), now = m_parts.clock.now()](store::Connection &connection) {
            return store::listSubscribers(connection, query, now).map([](Page<Subscriber> page) {
                return named(std::move(page));
            });
        });
}

Async<Subscriber> LocalBackend::subscriber(SubscriberId id, std::stop_token stop)
{
    return m_parts.store.read<Subscriber>(
        std::move(stop), [id = std::move(id)](store::Connection &connection) -> Result<Subscriber> {
            const Result<SubscriberKey> key = store::findSubscriber(connection, id);
            if (!key)
                return fail(key.error());
            return store::subscriber(connection, *key).map([](store::StoredSubscriber stored) {
                return named(std::move(stored.subscriber));
            });
        });
}

// The engine is in this process: nothing is sent to save.
Async<RequestPreview> LocalBackend::preview(SubscriberDraft draft)
{
    if (std::optional<Error> error = checkDraft(draft))
        return ready<RequestPreview>(fail(std::move(*error)));
    return ready<RequestPreview>(RequestPreview{});
}

Async<Subscriber> LocalBackend::save(SubscriberDraft draft)
{
    if (std::optional<Error> error = checkDraft(draft))
        return ready<Subscriber>(fail(std::move(*error)));
    const bool setsSecret = std::ranges::any_of(
        draft.secrets, [](const auto &edit) { return edit.second.action == SecretEdit::Action::Set; });
    if (!setsSecret)
        return saveSealed(std::move(draft));
    return m_parts.vault.open().then(
        this, [this, draft = std::move(draft)](secrets::KeyState state) -> Async<Subscriber> {
            // A secret that lives for this run only is lost where this run delivers nothing.
            if (state == secrets::KeyState::ThisRunOnly && !m_dispatcher)
                return ready<Subscriber>(fail(m_parts.vault.why().value_or(
                    Error{ErrorKind::NotAuthorised, Reason::MasterKeyMissing, {}, {}, {}, {}, 0})));
            return saveSealed(draft);
        });
}

Async<QList<Subscriber>> LocalBackend::saveAll(QList<SubscriberDraft> drafts)
{
    for (const SubscriberDraft &draft : drafts) {
        if (std::optional<Error> error = checkDraft(draft))
            return ready<QList<Subscriber>>(fail(std::move(*error)));
    }
    return m_parts.store.write<QList<Subscriber>>(
        [drafts = std::move(drafts), now = m_parts.clock.now()](store::Connection &connection) {
            return saveSubscribers(connection, drafts, now).map([](QList<Subscriber> saved) {
                return named(std::move(saved));
            });
        });
}

Async<Keeping> LocalBackend::openSecrets()
{
    return m_parts.vault.open().then(
        this, [this](secrets::KeyState) { return Result<Keeping>(m_parts.vault.keeping()); });
}

Async<Subscriber> LocalBackend::saveSealed(SubscriberDraft draft)
{
    const auto write
        = [this](SubscriberDraft edit, const QUuid &uuid, const Fields &standing) -> Async<Subscriber> {
        Result<SealedDraft> sealed
            = sealDraft(std::move(edit), uuid, standing, m_parts.vault, m_parts.clock.now());
        if (!sealed)
            return ready<Subscriber>(fail(sealed.error()));
        return m_parts.store
            .write<Subscriber>(
                [sealed = std::move(*sealed), now = m_parts.clock.now()](store::Connection &connection) {
                    return saveSubscriber(connection, sealed, now).map([](Subscriber saved) {
                        return named(std::move(saved));
                    });
                })
            .then(this, [this](const Result<Subscriber> &saved) { return holding(saved); });
    };
    if (!draft.id)
        return write(std::move(draft), store::newUuid(m_parts.clock.now()), {});
    // A sealed secret is bound to its subscriber's UUID.
    const SubscriberId id = *draft.id;
    return subscriber(id, {}).then(
        this, [write, draft = std::move(draft)](const Result<Subscriber> &standing) -> Async<Subscriber> {
            if (!standing)
                return ready<Subscriber>(fail(standing.error()));
            return write(draft, QUuid::fromString(standing->uuid), standing->fields);
        });
}

// A stopped one's queue is held before anybody is told that it is stopped.
Async<Subscriber> LocalBackend::holding(const Result<Subscriber> &saved)
{
    if (!saved || saved->state == SubscriberState::Active)
        return ready<Subscriber>(saved);
    return m_putOff.hold({saved->id.value.toLongLong()}).then(this, [saved](const Result<Done> &) {
        return saved;
    });
}

Async<Done> LocalBackend::remove(SubscriberId id)
{
    return m_parts.store.write<Done>(
        [id = std::move(id), now = m_parts.clock.now()](store::Connection &connection) {
            return removeSubscriber(connection, id, now);
        });
}

Async<Page<Job>> LocalBackend::jobs(JobQuery query, std::stop_token stop)
{
    return m_parts.store.read<Page<Job>>(
        std::move(stop), [query = std::move(query)](store::Connection &connection) {
            return store::listJobs(connection, query).map([](Page<Job> page) {
                return named(std::move(page));
            });
        });
}

Async<JobDetail> LocalBackend::job(JobId id, std::stop_token stop)
{
    return m_parts.store.read<JobDetail>(
        std::move(stop), [id = std::move(id)](store::Connection &connection) {
            return store::jobDetail(connection, id).map([](JobDetail detail) {
                return named(std::move(detail));
            });
        });
}

Async<qint64> LocalBackend::count(JobQuery query, std::stop_token stop)
{
    return m_parts.store.read<qint64>(std::move(stop),
                                      [query = std::move(query)](store::Connection &connection) {
                                          return store::countJobs(connection, query);
                                      });
}

Async<QList<JobAnswer>> LocalBackend::replay(ReplayRequest request)
{
    return waking(m_parts.store.write<QList<JobAnswer>>(
        [request = std::move(request), now = m_parts.clock.now()](store::Connection &connection) {
            return replayJobs(connection, request, now);
        }));
}

Async<QList<JobAnswer>> LocalBackend::drop(QList<JobId> jobs)
{
    return m_parts.store.write<QList<JobAnswer>>(
        [jobs = std::move(jobs), now = m_parts.clock.now()](store::Connection &connection) {
            return dropJobs(connection, jobs, now);
        });
}

Async<qint64> LocalBackend::dropFound(JobQuery query)
{
    return m_putOff.dropFound(std::move(query));
}

Async<QList<Result<CancelledEvent>>> LocalBackend::cancel(QList<EventId> events)
{
    return m_putOff.cancel(std::move(events));
}

Async<QList<Published>> LocalBackend::publish(QList<EventDraft> events)
{
    if (events.isEmpty())
        return ready<QList<Published>>(QList<Published>{});
    for (const EventDraft &event : events) {
        if (std::optional<Error> error = checkEvent(event))
            return ready<QList<Published>>(fail(std::move(*error)));
    }
    return m_parts.store
        .write<PublishedEvents>(
            [matcher = m_matcher, events = std::move(events), now = m_parts.clock.now()](
                store::Connection &connection) { return publishEvents(connection, *matcher, events, now); })
        .then(this, [this](Result<PublishedEvents> published) -> Result<QList<Published>> {
            if (!published)
                return fail(published.error());
            if (m_dispatcher)
                m_dispatcher->offer(std::move(published->due));
            return std::move(published->events);
        });
}

Async<Page<Event>> LocalBackend::events(EventQuery query, std::stop_token stop)
{
    return m_parts.store.read<Page<Event>>(std::move(stop),
                                           [query = std::move(query)](store::Connection &connection) {
                                               return store::listEvents(connection, query);
                                           });
}

Async<Event> LocalBackend::event(EventId id, std::stop_token stop)
{
    return m_parts.store.read<Event>(std::move(stop), [id = std::move(id)](store::Connection &connection) {
        return store::event(connection, id);
    });
}

Async<Done> LocalBackend::check()
{
    return m_parts.store.read<Done>({}, store::checkIntegrity);
}

Async<Statistics> LocalBackend::statistics(std::stop_token stop)
{
    const bool isDelivering = m_dispatcher && m_dispatcher->isDelivering();
    return m_parts.store.read<Statistics>(
        std::move(stop),
        [isDelivering,
         keeping = m_parts.vault.keeping(),
         now = m_parts.clock.now(),
         directory = m_parts.store.directory()](store::Connection &connection) -> Result<Statistics> {
            Result<Statistics> statistics = statisticsOf(connection, now);
            if (!statistics)
                return statistics;
            statistics->secrets = keeping;
            if (isDelivering)
                statistics->deliverer = Deliverer::ThisProcess;
            else if (store::DelivererLock::isHeld(directory))
                statistics->deliverer = Deliverer::AnotherProcess;
            return statistics;
        });
}

Async<TestReport> LocalBackend::test(TestRequest request, std::stop_token stop)
{
    // Where only a test may go, deliveries would still be blocked: that starts nothing.
    const auto *subscriber = std::get_if<SubscriberId>(&request.target);
    const bool mayStart = subscriber && request.addresses == AddressPolicy::Guarded;
    return trialFor(request, m_rules, m_parts.store, m_parts.vault)
        .then(this,
              [this, stop = std::move(stop)](Result<Trial> trial) -> Async<TestReport> {
                  if (!trial)
                      return ready<TestReport>(fail(trial.error()));
                  return m_certificates.noting(
                      tryDelivery(m_parts.client, m_parts.clock, std::move(*trial), stop));
              })
        .then(this, [this, id = mayStart ? *subscriber : SubscriberId()](Result<TestReport> report) {
            const bool isWell = report && report->attempt.outcome == Outcome::Delivered && !id.isEmpty();
            return isWell ? startTested(m_parts.store, *this, id, std::move(*report), m_parts.clock.now())
                          : ready(std::move(report));
        });
}

// The backend's own part of the news; LocalNews tells the rest.
void LocalBackend::heed(const store::News &news)
{
    // Another process may have made the profile's key for one of them.
    if (!news.subscribers.isEmpty())
        m_parts.vault.openExisting();
    if (!m_dispatcher)
        return;
    if (news.jobsOverflow || !news.subscribers.isEmpty())
        m_dispatcher->wake();
    // Whoever stopped one: its queue is held now, not when it falls due.
    for (const SubscriberKey subscriber : news.subscribers)
        m_putOff.hold(subscriber);
    if (QHash<SubscriberKey, Instant> due = dueIn(news); !due.isEmpty())
        m_dispatcher->offer(std::move(due));
}

} // namespace tacklebox::engine
