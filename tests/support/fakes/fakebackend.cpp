// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakebackend.h"

#include "tests/support/fakes/fakerows.h"

#include <array>

namespace tacklebox::test {

namespace {

template<typename T>
Page<T> paged(const QList<T> &rows, const PageRequest &request)
{
    Page<T> page;
    const qsizetype first = qsizetype(request.number - 1) * request.size;
    page.rows = rows.mid(first, request.size);
    page.count = rows.size();
    page.number = request.number;
    page.size = request.size;
    return page;
}

bool holds(const Job &job, const JobQuery &query)
{
    const std::array<std::pair<JobAttribute, QString>, 6> texts{{
        {JobAttribute::Event, job.eventType},
        {JobAttribute::Status, job.status},
        {JobAttribute::Subscriber, job.subscriberName},
        {JobAttribute::CallbackUrl, job.callbackUrl},
        {JobAttribute::OrderId, job.orderId},
        {JobAttribute::Address, job.address},
    }};
    return std::ranges::any_of(texts, [&](const auto &text) {
        return (query.searchIn.isEmpty() || query.searchIn.contains(text.first))
            && text.second.contains(query.search, Qt::CaseInsensitive);
    });
}

bool matches(const Job &job, const JobQuery &q)
{
    const auto inRange = [&](const CodeRange &range) {
        return job.statusCode && *job.statusCode >= range.first && *job.statusCode <= range.last;
    };
    return (q.search.isEmpty() || holds(job, q)) && (q.states.isEmpty() || q.states.contains(job.state))
        && (q.eventTypes.isEmpty() || q.eventTypes.contains(job.eventType))
        && (q.statuses.isEmpty() || q.statuses.contains(job.status))
        && (q.subscribers.isEmpty() || q.subscribers.contains(job.subscriberId))
        && (q.callbackUrls.isEmpty() || q.callbackUrls.contains(job.callbackUrl))
        && (q.events.isEmpty() || q.events.contains(job.eventId))
        && (q.codes.isEmpty() || std::ranges::any_of(q.codes, inRange))
        && (!q.from || job.createdAt >= *q.from) && (!q.to || job.createdAt < *q.to);
}

Error missing(Reason reason, const QString &id)
{
    return {ErrorKind::NotFound, reason, {}, id, {}, {}, 0};
}

} // namespace

FakeBackend::FakeBackend(QObject *parent)
    : Backend(parent)
    , known(localInfo())
{
}

void FakeBackend::tell(const QList<Job> &jobs)
{
    for (const Job &job : jobs) {
        const auto row = std::ranges::find(jobRows, job.id, [](const JobDetail &d) { return d.job.id; });
        if (row == jobRows.end())
            jobRows.prepend(JobDetail{job, {}, {}});
        else
            row->job = job;
    }
    emit jobsChanged({jobs, false});
}

void FakeBackend::answerHeld()
{
    for (auto &test : m_heldTests) {
        test.addResult(report);
        test.finish();
    }
    m_heldTests.clear();
    auto replays = std::exchange(m_heldReplays, {});
    for (auto &[promise, answers] : replays) {
        promise.addResult(answers);
        promise.finish();
    }
    std::vector<Held> held;
    held.swap(m_held);
    for (Held &one : held) {
        if (one.stop.stop_requested())
            ++stoppedQuestions;
        one.promise.addResult(pageOf(one.query));
        one.promise.finish();
    }
}

QList<Job> FakeBackend::found(const JobQuery &query) const
{
    QList<Job> rows;
    for (const JobDetail &detail : jobRows) {
        if (matches(detail.job, query))
            rows << detail.job;
    }
    return rows;
}

Page<Job> FakeBackend::pageOf(const JobQuery &query) const
{
    const QList<Job> rows = found(query);
    if (mostRows == 0 || query.page.size <= mostRows) {
        Page<Job> page = paged(rows, query.page);
        page.source = jobsFrom;
        page.lookedThrough = lookedThrough;
        if (jobsFrom == PageSource::Cache || lookedThrough)
            page.count.reset();
        return page;
    }
    PageRequest fewer = query.page;
    fewer.size = mostRows;
    Page<Job> page = paged(rows, fewer);
    page.size = query.page.size;
    const auto end = qsizetype(page.number) * mostRows;
    page.next = end < rows.size() ? QString::number(page.number + 1) : QString();
    return page;
}

Async<Page<Job>> FakeBackend::jobs(JobQuery query, std::stop_token stop)
{
    jobQueries << query;
    if (failure)
        return ready<Page<Job>>(fail(*failure));
    if (!isHolding)
        return ready<Page<Job>>(pageOf(query));
    Held &held = m_held.emplace_back(Held{{}, query, std::move(stop)});
    held.promise.start();
    return held.promise.future();
}

Async<JobDetail> FakeBackend::job(JobId id, std::stop_token)
{
    const auto row = std::ranges::find(jobRows, id, [](const JobDetail &d) { return d.job.id; });
    if (failure)
        return ready<JobDetail>(fail(*failure));
    if (row == jobRows.end())
        return ready<JobDetail>(fail(missing(Reason::NoSuchJob, id.value)));
    return ready<JobDetail>(*row);
}

Async<qint64> FakeBackend::count(JobQuery query, std::stop_token)
{
    if (failure)
        return ready<qint64>(fail(*failure));
    return ready<qint64>(found(query).size());
}

Async<Keeping> FakeBackend::openSecrets()
{
    return ready<Keeping>(figures.secrets);
}

Async<Statistics> FakeBackend::statistics(std::stop_token)
{
    return ready<Statistics>(figures);
}

Async<QList<JobAnswer>> FakeBackend::replay(ReplayRequest request)
{
    replayed << request;
    QList<JobAnswer> answers;
    for (const JobId &id : request.jobs)
        answers << JobAnswer{id,
                             refusals.contains(id) ? std::optional(refusals.value(id)) : std::nullopt,
                             failures.value(id)};
    if (!holdsReplays)
        return ready<QList<JobAnswer>>(answers);
    auto &held = m_heldReplays.emplace_back(QPromise<Result<QList<JobAnswer>>>(), answers);
    held.first.start();
    return held.first.future();
}

Async<QList<JobAnswer>> FakeBackend::drop(QList<JobId> jobs)
{
    droppedIds << jobs;
    QList<JobAnswer> answers;
    for (const JobId &id : jobs)
        answers << JobAnswer{id, {}};
    return ready<QList<JobAnswer>>(answers);
}

Async<qint64> FakeBackend::dropFound(JobQuery query)
{
    droppedQueries << query;
    if (failure)
        return ready<qint64>(fail(*failure));
    return ready<qint64>(found(query).size());
}

Async<QList<Result<CancelledEvent>>> FakeBackend::cancel(QList<EventId> events)
{
    using Answers = QList<Result<CancelledEvent>>;
    cancelledIds << events;
    if (failure)
        return ready<Answers>(fail(*failure));
    Answers answers;
    for (const EventId &id : events) {
        const auto row = std::ranges::find(eventRows, id, &Event::id);
        if (row == eventRows.end()) {
            answers << fail(missing(Reason::NoSuchEvent, id.value));
            continue;
        }
        answers << CancelledEvent{id, row->waiting, row->jobs - row->waiting};
        row->waiting = 0;
    }
    return ready<Answers>(answers);
}

Async<Page<Subscriber>> FakeBackend::subscribers(SubscriberQuery query, std::stop_token)
{
    subscriberQueries << query;
    if (failure)
        return ready<Page<Subscriber>>(fail(*failure));
    QList<Subscriber> rows;
    for (const Subscriber &row : subscriberRows) {
        const bool isFound = query.search.isEmpty() || row.name.contains(query.search, Qt::CaseInsensitive)
            || row.url.contains(query.search, Qt::CaseInsensitive);
        if (isFound && (!query.isActive || *query.isActive == row.isActive))
            rows << row;
    }
    return ready<Page<Subscriber>>(paged(rows, query.page));
}

Result<Subscriber> FakeBackend::read(const SubscriberId &id) const
{
    const auto row = std::ranges::find(subscriberRows, id, &Subscriber::id);
    if (row == subscriberRows.end())
        return fail(missing(Reason::NoSuchSubscriber, id.value));
    return *row;
}

Async<Subscriber> FakeBackend::subscriber(SubscriberId id, std::stop_token)
{
    if (!holdsReads)
        return ready<Subscriber>(read(id));
    auto &held = m_heldReads.emplace_back(QPromise<Result<Subscriber>>(), id);
    held.first.start();
    return held.first.future();
}

void FakeBackend::answerReads()
{
    auto reads = std::exchange(m_heldReads, {});
    for (auto &[promise, id] : reads) {
        promise.addResult(read(id));
        promise.finish();
    }
}

Async<Subscriber> FakeBackend::add(SubscriberId id, QString name)
{
    added << std::pair{id, name};
    if (failure)
        return ready<Subscriber>(fail(*failure));
    Subscriber row = subscriberOf(1, name, {});
    row.id = id;
    subscriberRows << row;
    emit subscribersChanged({row});
    return ready<Subscriber>(row);
}

Async<SubscriberUsage> FakeBackend::usage(SubscriberId id, std::stop_token)
{
    if (!known.verbs.testFlag(Verb::Usage))
        return notHere<SubscriberUsage>();
    SubscriberUsage told = lastUsage;
    told.subscriber = id;
    return ready<SubscriberUsage>(told);
}

Async<RequestPreview> FakeBackend::preview(SubscriberDraft)
{
    return ready<RequestPreview>(RequestPreview{});
}

Async<Subscriber> FakeBackend::save(SubscriberDraft draft)
{
    drafts.push_back(draft);
    if (!holdsSaves)
        return ready<Subscriber>(saved(draft));
    auto &held = m_heldSaves.emplace_back(QPromise<Result<Subscriber>>(), draft);
    held.first.start();
    return held.first.future();
}

void FakeBackend::answerSaves()
{
    auto saves = std::exchange(m_heldSaves, {});
    for (auto &[promise, draft] : saves) {
        promise.addResult(saved(draft));
        promise.finish();
    }
}

Result<Subscriber> FakeBackend::saved(const SubscriberDraft &draft)
{
    if (failure)
        return fail(*failure);
    const auto old
        = draft.id ? std::ranges::find(subscriberRows, *draft.id, &Subscriber::id) : subscriberRows.end();
    Subscriber row
        = old == subscriberRows.end() ? subscriberOf(int(subscriberRows.size()) + 1, {}, {}) : *old;
    for (auto it = draft.changes.begin(); it != draft.changes.end(); ++it)
        row.fields[it.key()] = it.value();
    row.name = row.fields.value(u"name").toString();
    row.url = row.fields.value(u"callback_url").toString();
    row.isActive = row.fields.value(u"active").toBool(true);
    row.state = row.isActive ? SubscriberState::Active : SubscriberState::Stopped;
    if (old == subscriberRows.end())
        subscriberRows << row;
    else
        *old = row;
    emit subscribersChanged({row});
    return row;
}

Async<QList<Subscriber>> FakeBackend::saveAll(QList<SubscriberDraft> saved)
{
    QList<Subscriber> rows;
    for (const SubscriberDraft &draft : saved) {
        const Result<Subscriber> row = save(draft).result();
        if (!row)
            return ready<QList<Subscriber>>(fail(row.error()));
        rows.append(*row);
    }
    return ready<QList<Subscriber>>(rows);
}

Async<Done> FakeBackend::remove(SubscriberId id)
{
    if (failure)
        return ready<Done>(fail(*failure));
    removedIds << id;
    subscriberRows.removeIf([&](const Subscriber &row) { return row.id == id; });
    emit subscribersRemoved({id});
    return ready<Done>(Done{});
}

Async<QList<Published>> FakeBackend::publish(QList<EventDraft> news)
{
    if (failure)
        return ready<QList<Published>>(fail(*failure));
    publishedDrafts << news;
    QList<Published> answers;
    for (qsizetype i = 0; i < news.size(); ++i)
        answers << Published{{QString::number(900 + i)}, {}, {{QString::number(9000 + i)}}, {}, false};
    emit eventsPublished(int(news.size()));
    return ready<QList<Published>>(answers);
}

Async<Page<Event>> FakeBackend::events(EventQuery query, std::stop_token)
{
    if (failure)
        return ready<Page<Event>>(fail(*failure));
    QList<Event> rows = eventRows;
    rows.removeIf([&](const Event &row) { return !row.type.contains(query.search, Qt::CaseInsensitive); });
    return ready<Page<Event>>(paged(rows, query.page));
}

Async<Event> FakeBackend::event(EventId id, std::stop_token)
{
    const auto row = std::ranges::find(eventRows, id, &Event::id);
    if (row == eventRows.end())
        return ready<Event>(fail(missing(Reason::NoSuchEvent, id.value)));
    return ready<Event>(*row);
}

Async<TestReport> FakeBackend::test(TestRequest request, std::stop_token)
{
    testRequests.push_back(request);
    if (failure)
        return ready<TestReport>(fail(*failure));
    if (!isHolding)
        return ready<TestReport>(report);
    m_heldTests.emplace_back().start();
    return m_heldTests.back().future();
}

Async<Done> FakeBackend::check()
{
    return ready<Done>(Done{});
}

} // namespace tacklebox::test
