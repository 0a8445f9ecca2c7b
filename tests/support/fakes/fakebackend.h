// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A backend in memory for tests of models and pages: rows to set, questions to look back at.
#pragma once

#include "backend/backend.h"
#include "tests/support/fakes/fakecertificates.h"
#include "tests/support/fakes/fakereplays.h"
#include "tests/support/fakes/fakeviews.h"

namespace tacklebox::test {

class FakeBackend final : public Backend
{
    Q_OBJECT

public:
    explicit FakeBackend(QObject *parent = nullptr);

    // What it knows.
    BackendInfo known;
    QList<Subscriber> subscriberRows;
    QList<JobDetail> jobRows; // newest first
    QList<Event> eventRows;
    Statistics figures;
    FakeViews ownViews;
    TestReport report;
    FakeReplays runs;
    FakeCertificates seenHere;
    bool hasCertificates = true; // or certificates() is null
    std::optional<Error> failure; // answers every question, while it is set
    bool hasRuns = true; // or replays() is null
    QHash<JobId, Error> refusals; // of replays
    QHash<JobId, JobFailure> failures; // what those mean, where they are more than refusals
    PageSource jobsFrom = PageSource::Live; // pages of jobs; the cache's have no count
    std::optional<qint64> lookedThrough; // of pages of jobs, which have no count then
    int mostRows = 0; // jobs a page, whatever is asked for; 0: as many as are asked for
    bool holdsReplays = false; // replays stay unanswered until answerHeld()
    bool isHolding = false; // questions for jobs, and tests, stay unanswered until answerHeld()

    // What it was asked.
    QList<JobQuery> jobQueries;
    QList<SubscriberQuery> subscriberQueries;
    std::vector<SubscriberDraft> drafts;
    QList<SubscriberId> removedIds;
    QList<ReplayRequest> replayed;
    QList<JobId> droppedIds;
    QList<JobQuery> droppedQueries;
    QList<EventId> cancelledIds;
    QList<EventDraft> publishedDrafts;
    std::vector<TestRequest> testRequests;
    QList<std::pair<SubscriberId, QString>> added;
    SubscriberUsage lastUsage; // of whichever is asked for
    bool holdsSaves = false; // until answerSaves()
    bool holdsReads = false; // of one subscriber, until answerReads()
    int refreshes = 0;
    int stoppedQuestions = 0; // held ones whose stop was asked for

    void answerSaves();
    void answerReads();
    void answerHeld(); // oldest first
    void tell(const QList<Job> &jobs); // merges them into jobRows and emits jobsChanged

    [[nodiscard]] BackendInfo info() const override { return known; }
    Async<Page<Subscriber>> subscribers(SubscriberQuery query, std::stop_token stop) override;
    Async<Subscriber> subscriber(SubscriberId id, std::stop_token stop) override;
    Async<RequestPreview> preview(SubscriberDraft draft) override;
    Async<Subscriber> save(SubscriberDraft draft) override;
    Async<QList<Subscriber>> saveAll(QList<SubscriberDraft> saved) override;
    Async<Done> remove(SubscriberId id) override;
    Async<Keeping> openSecrets() override;
    Async<Page<Job>> jobs(JobQuery query, std::stop_token stop) override;
    Async<JobDetail> job(JobId id, std::stop_token stop) override;
    Async<qint64> count(JobQuery query, std::stop_token stop) override;
    Async<Statistics> statistics(std::stop_token stop) override;
    Async<QList<JobAnswer>> replay(ReplayRequest request) override;
    Async<QList<JobAnswer>> drop(QList<JobId> jobs) override;
    Async<qint64> dropFound(JobQuery query) override;
    [[nodiscard]] Replays *replays() override { return hasRuns ? &runs : nullptr; }
    Async<QList<Published>> publish(QList<EventDraft> events) override;
    Async<QList<Result<CancelledEvent>>> cancel(QList<EventId> events) override;
    Async<Page<Event>> events(EventQuery query, std::stop_token stop) override;
    Async<Event> event(EventId id, std::stop_token stop) override;
    [[nodiscard]] PayloadViews *payloadViews() override { return &ownViews; }
    [[nodiscard]] Certificates *certificates() override { return hasCertificates ? &seenHere : nullptr; }
    void refresh() override { ++refreshes; }
    Async<TestReport> test(TestRequest request, std::stop_token stop) override;
    Async<Done> check() override;
    Async<Subscriber> add(SubscriberId id, QString name) override;
    Async<SubscriberUsage> usage(SubscriberId id, std::stop_token stop) override;

private:
    struct Held
    {
        QPromise<Result<Page<Job>>> promise;
        JobQuery query;
        std::stop_token stop;
    };

    [[nodiscard]] Result<Subscriber> read(const SubscriberId &id) const;
    Result<Subscriber> saved(const SubscriberDraft &draft);
    [[nodiscard]] QList<Job> found(const JobQuery &query) const;
    [[nodiscard]] Page<Job> pageOf(const JobQuery &query) const;

    std::vector<Held> m_held;
    std::vector<std::pair<QPromise<Result<Subscriber>>, SubscriberDraft>> m_heldSaves;
    std::vector<std::pair<QPromise<Result<Subscriber>>, SubscriberId>> m_heldReads;
    std::vector<std::pair<QPromise<Result<QList<JobAnswer>>>, QList<JobAnswer>>> m_heldReplays;
    std::vector<QPromise<Result<TestReport>>> m_heldTests;
};

} // namespace tacklebox::test
