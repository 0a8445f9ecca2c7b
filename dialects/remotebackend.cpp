// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/remotebackend.h"

#include "dialects/accountcheck.h"
#include "dialects/cachedstatistics.h"
#include "dialects/sharedturns.h"
#include "dialects/standing.h"
#include "dialects/vendorcalls.h"

#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

RemoteSubscribers::Parts partsOf(const RemoteBackend::Parts &parts, Caller &caller, store::ConnectionKey key)
{
    return {parts.dialect, caller, parts.store, key, parts.clock, parts.reading};
}

// What can be tried from here: its address and the headers that it lists. Its secret is the server's.
TestRequest trialOf(TestRequest request, const Subscriber &subscriber, const std::vector<Field> &fields)
{
    request.target = subscriber.url;
    for (const Field &field : fields) {
        const QJsonValue value = subscriber.fields.value(field.key);
        if (field.rule == FieldRule::SuccessCode || field.rule == FieldRule::OneSuccessCode) {
            request.successCode = value.toVariant().toString();
        } else if (field.rule == FieldRule::HeaderMap) {
            const QJsonObject headers = value.toObject();
            for (auto header = headers.begin(); header != headers.end(); ++header)
                request.headers.append({header.key().toUtf8(), header->toString().toUtf8()});
        } else if (field.rule == FieldRule::HeaderLine) {
            const QString line = value.toString();
            if (const qsizetype colon = line.indexOf(u':'); colon > 0)
                request.headers.append(
                    {line.first(colon).trimmed().toUtf8(), line.sliced(colon + 1).trimmed().toUtf8()});
        }
    }
    return request;
}

// The list of the events that a subscriber is told of; empty: the API has none.
QString eventsKeyIn(const std::vector<Field> &fields)
{
    auto found = std::ranges::find(fields, FieldRule::EventSelectors, &Field::rule);
    if (found == fields.end()) { // an API without wildcards
        found = std::ranges::find_if(fields, [](const Field &field) {
            return field.group == FieldGroup::Triggers && field.kind == FieldKind::List;
        });
    }
    return found == fields.end() ? QString() : found->key;
}

} // namespace

RemoteBackend::RemoteBackend(Parts parts, store::ConnectionKey key, Connection connection)
    : m_parts(parts)
    , m_caller({parts.dialect,
                parts.client,
                parts.credentials,
                parts.clock,
                sharedTurns(parts.dialect.rate(), parts.store, key, parts.clock)},
               std::move(connection))
    , m_subscribers(partsOf(parts, m_caller, key))
    , m_saving(partsOf(parts, m_caller, key), m_subscribers)
    , m_jobs(partsOf(parts, m_caller, key), m_subscribers)
    , m_key(key)
{
    connect(&m_subscribers, &RemoteSubscribers::changed, this, &Backend::subscribersChanged);
    connect(&m_subscribers, &RemoteSubscribers::removed, this, &Backend::subscribersRemoved);
    connect(&m_jobs, &RemoteJobs::changed, this, &Backend::jobsChanged);
    connect(&m_saving, &RemoteSaving::noted, this, &Backend::saveNoted);
    connect(&m_caller, &Caller::heard, this, &RemoteBackend::answered);
    connect(&m_jobs, &RemoteJobs::subscribersSeen, this, &Backend::subscribersChanged);
}

void RemoteBackend::setConnection(const Connection &connection)
{
    const Connection &before = m_caller.connection();
    if (before.baseUrl != connection.baseUrl || before.settings != connection.settings)
        m_service.clear(); // maybe of another server
    m_caller.setConnection(connection);
    m_subscribers.forgetRefresh();
    m_jobs.forgetAnswers();
}

template<typename T>
Async<T> RemoteBackend::observed(Async<T> answer, About about)
{
    // A reply that can't be read says something of the account, too; a cache that answers says nothing.
    return answer.then(this, [this, about, generation = m_caller.generation()](const Result<T> &result) {
        const bool isToTell
            = !result && result.error().kind != ErrorKind::Cancelled && isOfAccount(result.error(), about);
        if (isToTell && m_caller.generation() == generation)
            emit answered(result.error(), about);
        return result;
    });
}

template<typename T>
Async<T> RemoteBackend::unlocked(const std::function<Async<T>()> &write)
{
    if (m_isLocked)
        return ready<T>(
            fail({ErrorKind::Conflict, Reason::ConnectionLocked, {}, connection().name, {}, {}, 0}));
    return observed(write());
}

BackendInfo RemoteBackend::info() const
{
    BackendInfo info = m_parts.dialect.info(m_caller.connection());
    info.looksBeforeSaving = m_subscribers.server().canRead();
    return info;
}

Async<Page<Subscriber>> RemoteBackend::subscribers(SubscriberQuery query, std::stop_token stop)
{
    query.eventsIn = eventsKeyIn(info().subscriberFields);
    return observed(m_subscribers.list(std::move(query), std::move(stop)));
}

Async<std::optional<Page<Subscriber>>> RemoteBackend::keptSubscribers(SubscriberQuery query,
                                                                      std::stop_token stop)
{
    query.eventsIn = eventsKeyIn(info().subscriberFields);
    return observed(m_subscribers.listKept(std::move(query), std::move(stop)));
}

Async<Subscriber> RemoteBackend::subscriber(SubscriberId id, std::stop_token stop)
{
    return observed(m_subscribers.show(std::move(id), std::move(stop)));
}

Async<RequestPreview> RemoteBackend::preview(SubscriberDraft draft)
{
    return ready(m_saving.preview(draft));
}

Async<Subscriber> RemoteBackend::save(SubscriberDraft draft)
{
    return unlocked<Subscriber>([&] { return m_saving.save(draft); });
}

Async<QList<Subscriber>> RemoteBackend::saveAll(QList<SubscriberDraft> drafts)
{
    // What can't be sent is found before any of them is.
    for (const SubscriberDraft &draft : std::as_const(drafts)) {
        if (const auto checked = m_saving.preview(draft); !checked)
            return ready<QList<Subscriber>>(fail(checked.error()));
    }
    return saveNext(std::move(drafts), {});
}

Async<QList<Subscriber>> RemoteBackend::saveNext(QList<SubscriberDraft> left, QList<Subscriber> saved)
{
    if (left.isEmpty())
        return ready<QList<Subscriber>>(saved);
    return save(left.takeFirst())
        .then(this, [this, left, saved](const Result<Subscriber> &one) mutable -> Async<QList<Subscriber>> {
            if (!one)
                return ready<QList<Subscriber>>(fail(one.error()));
            saved.append(*one);
            return saveNext(left, saved);
        });
}

Async<Done> RemoteBackend::remove(SubscriberId id)
{
    if (info().verbs.testFlag(Verb::DeleteSubscriber))
        return unlocked<Done>([&] { return m_saving.remove(id); });
    return observed(m_saving.remove(std::move(id))); // of what was only named here: no write
}

Async<Keeping> RemoteBackend::openSecrets()
{
    return ready<Keeping>(Keeping{});
}

Async<Page<Job>> RemoteBackend::jobs(JobQuery query, std::stop_token stop)
{
    return observed(m_jobs.list(std::move(query), std::move(stop)));
}

Async<std::optional<Page<Job>>> RemoteBackend::keptJobs(JobQuery query, std::stop_token stop)
{
    return observed(m_jobs.listKept(std::move(query), std::move(stop)));
}

Async<JobDetail> RemoteBackend::job(JobId id, std::stop_token stop)
{
    return m_jobs.show(std::move(id), std::move(stop));
}

Async<qint64> RemoteBackend::count(JobQuery query, std::stop_token stop)
{
    return m_jobs.count(std::move(query), std::move(stop));
}

Async<Statistics> RemoteBackend::statistics(std::stop_token stop)
{
    return m_parts.store.read<Statistics>(
        std::move(stop), [key = m_key, now = m_parts.clock.now()](store::Connection &connection) {
            return statisticsOf(connection, key, now);
        });
}

Async<QList<JobAnswer>> RemoteBackend::replay(ReplayRequest request)
{
    return unlocked<QList<JobAnswer>>([&] { return m_jobs.replay(std::move(request)); });
}

Async<QList<JobAnswer>> RemoteBackend::drop(QList<JobId>)
{
    return notHere<QList<JobAnswer>>();
}

Async<qint64> RemoteBackend::dropFound(JobQuery)
{
    return notHere<qint64>();
}

Async<QList<Published>> RemoteBackend::publish(QList<EventDraft> events)
{
    if (!info().verbs.testFlag(Verb::Publish))
        return notHere<QList<Published>>();
    return unlocked<QList<Published>>([&] { return publishAtVendor(calls(), events); });
}

Async<QList<Result<CancelledEvent>>> RemoteBackend::cancel(QList<EventId>)
{
    return notHere<QList<Result<CancelledEvent>>>();
}

Async<Page<Event>> RemoteBackend::events(EventQuery, std::stop_token)
{
    return notHere<Page<Event>>();
}

Async<Event> RemoteBackend::event(EventId, std::stop_token)
{
    return notHere<Event>();
}

void RemoteBackend::refresh()
{
    m_subscribers.askAnew();
    m_jobs.askAnew();
}

Async<TestReport> RemoteBackend::test(TestRequest request, std::stop_token stop)
{
    const auto *id = std::get_if<SubscriberId>(&request.target);
    if (!id)
        return m_parts.local.test(std::move(request), std::move(stop));
    if (request.successCode.isEmpty())
        request.successCode = m_parts.dialect.goodAnswer();
    return subscriber(*id, stop).then(
        this, [this, request, stop](const Result<Subscriber> &found) -> Async<TestReport> {
            if (!found)
                return ready<TestReport>(fail(found.error()));
            if (!found->url.isEmpty() && !found->url.contains("://"_L1))
                return ready<TestReport>(
                    fail({ErrorKind::Unsupported, Reason::RemoteScript, {}, found->url, {}, {}, 0}));
            return m_parts.local.test(trialOf(request, *found, info().subscriberFields), stop);
        });
}

Async<Done> RemoteBackend::check()
{
    const auto take = [this, asked = m_caller.generation()](const Result<QString> &service) -> Result<Done> {
        if (!service)
            return fail(service.error());
        if (asked == m_caller.generation()) {
            m_service = *service;
            emit serviceTold();
        }
        return Done{};
    };
    return observed(checkAccount(calls(), m_parts.client).then(this, take), About::Account);
}

RemoteSubscribers::Parts RemoteBackend::calls()
{
    return partsOf(m_parts, m_caller, m_key);
}

Async<Subscriber> RemoteBackend::add(SubscriberId id, QString name)
{
    return observed(m_subscribers.add(std::move(id), std::move(name)));
}

Async<Fields> RemoteBackend::newSubscriber()
{
    return hasNewSubscribers(m_parts.dialect, connection()) ? observed(newAtVendor(calls()))
                                                            : notHere<Fields>();
}

Async<SubscriberUsage> RemoteBackend::usage(SubscriberId id, std::stop_token stop)
{
    return info().verbs.testFlag(Verb::Usage) ? observed(usageAtVendor(calls(), id, stop))
                                              : notHere<SubscriberUsage>();
}

Async<Fields> RemoteBackend::selectedMembers(SubscriberId id, QStringList members, std::stop_token stop)
{
    if (auto error = cannotSelect(m_parts.dialect, connection(), id, members))
        return ready<Fields>(fail(*std::move(error)));
    return observed(membersAtVendor(calls(), id, members, stop));
}

Async<Done> RemoteBackend::testAtVendor(SubscriberId id, std::stop_token stop)
{
    return info().verbs.testFlag(Verb::TestAtVendor) ? observed(dialects::testAtVendor(calls(), id, stop))
                                                     : notHere<Done>();
}

Async<Token> RemoteBackend::logIn(Secret password)
{
    // No secret of the account goes with it: the login gives the first one.
    const auto request = m_parts.dialect.logIn(Access{connection(), {}, {}}, password);
    if (!request)
        return ready<Token>(fail(request.error()));
    const auto read = [this](const Result<Response> &response) -> Result<Token> {
        if (!response)
            return fail(ofRead(response.error()));
        return m_parts.dialect.readToken(*response, m_parts.clock.now()).map_error(ofRead);
    };
    return observed(
        m_caller.callWithoutSecrets([request](const Access &) { return request; }).then(this, read));
}

} // namespace tacklebox::dialects
