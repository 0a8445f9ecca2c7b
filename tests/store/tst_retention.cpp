// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is old goes with all that hangs on it, and nothing else does.

#include "store/eventstore.h"
#include "store/remotecache.h"
#include "store/retention.h"
#include "store/search.h"
#include "tests/store/profile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

class RetentionTest final : public QObject
{
    Q_OBJECT

private slots:
    void takesJobsWithTheirAttemptsAndEvents();
    void keepsWhatIsOwed();
    void keepsTheNewestJobAndEvent();
    void keepsAnEventThatAnotherJobNeeds();
    void takesEventsThatNobodyWasToldOf();
    void takesDroppedJobsThatWereNeverSent();
    void takesWhatADeletedSubscriberLeft();
    void takesOldRecords();
    void forgetsWhatTheSearchKnew();
    void givesTheSpaceBack();
    void keepsEverythingWithoutAHorizon();
    void countsWhatWouldGo();
    void takesOldJobsOfAccounts();
    void tellsThoseWhoShowIt();
    void walksFromStepToStep();
};

namespace {

const Instant kLater = kNow + std::chrono::hours(24 * 40);
const Horizon kAll{kLater, kLater, kLater, kLater};

Pruned pruneAll(Profile &profile, const Horizon &horizon, int limit = 50, Space space = Space::KeepSome)
{
    Pruned gone;
    PruneOrder order{horizon, {}, space, limit};
    for (int i = 0; i < 1000; ++i) {
        const auto step
            = profile.write<PruneStep>([&](Connection &connection) { return prune(connection, order); });
        if (!step)
            qFatal("%s", qUtf8Printable(step.error().detail));
        gone.delivered += step->gone.delivered;
        gone.failed += step->gone.failed;
        gone.dropped += step->gone.dropped;
        gone.remote += step->gone.remote;
        gone.events += step->gone.events;
        gone.subscribers += step->gone.subscribers;
        gone.activities += step->gone.activities;
        gone.mails += step->gone.mails;
        gone.replays += step->gone.replays;
        gone.bytes += step->gone.bytes;
        order.place = step->place;
        if (!step->isMore)
            return gone;
    }
    qFatal("it never ends");
}

qint64 number(Profile &profile, const QByteArray &sql)
{
    const auto found = profile.read<std::optional<qint64>>([&](Connection &connection) {
        return connection.first(sql, {}, [](const Row &row) { return row.integer(0); });
    });
    if (!found)
        qFatal("%s", qUtf8Printable(found.error().detail));
    return found->value_or(-1);
}

void run(Profile &profile, const QByteArray &sql)
{
    const auto done = profile.write<Done>([&](Connection &connection) { return connection.run(sql); });
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
}

// `count` events with a job each, all of which ended so.
void settleJobs(Profile &profile, SubscriberKey subscriber, int count, JobState state)
{
    for (int i = 0; i < count; ++i)
        QVERIFY(profile.publishTo(subscriber, draft(u"order.delivered"_s, u"ORD-%1"_s.arg(i))));
    const Epoch epoch = profile.takeOverNow();
    const auto claimed = profile.claim(epoch);
    QCOMPARE(claimed.size(), size_t(count));
    std::vector<SettledJob> ended;
    for (const ClaimedJob &job : claimed)
        ended.push_back(settled(job,
                                state,
                                state == JobState::Delivered ? Outcome::Delivered : Outcome::RefusedStatus,
                                state == JobState::Delivered ? 200 : 500));
    QVERIFY(
        profile.write<int>([&](Connection &connection) { return settle(connection, epoch, ended, kNow); }));
}

// Of a new account.
void cacheJobs(Profile &profile, int count, Instant made)
{
    tacklebox::Connection account;
    account.id = {textOf(newUuid(made))};
    account.name = account.id.value;
    QList<Job> jobs;
    for (int i = 0; i < count; ++i) {
        jobs.append(Job{});
        jobs.last().id = {QString::number(i)};
        jobs.last().createdAt = made;
    }
    QVERIFY(profile.write<Done>([&](Connection &connection) -> Result<Done> {
        const auto key = insertConnection(connection, account, made);
        if (!key)
            return fail(key.error());
        const auto merged = mergeCached(connection, *key, jobs, made);
        return merged ? Result<Done>(Done{}) : fail(merged.error());
    }));
}

// So that what was there before is not the newest.
void publishOne(Profile &profile, SubscriberKey subscriber)
{
    QVERIFY(profile.publishTo(subscriber, draft(u"order.newest"_s), kLater + 1h));
}

} // namespace

void RetentionTest::takesJobsWithTheirAttemptsAndEvents()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    settleJobs(profile, subscriber, 7, JobState::Delivered);
    settleJobs(profile, subscriber, 5, JobState::Failed);
    publishOne(profile, subscriber);

    const Pruned gone = pruneAll(profile, {kLater, {}, {}}, 3);
    QCOMPARE(gone.delivered, 7);
    QCOMPARE(gone.failed, 0);
    QCOMPARE(gone.events, 7);
    QCOMPARE(number(profile, "SELECT count(*) FROM job"), 6);
    QCOMPARE(number(profile, "SELECT count(*) FROM attempt"), 5);
    QCOMPARE(number(profile, "SELECT count(*) FROM event"), 6);

    QCOMPARE(pruneAll(profile, {{}, kLater, {}}).failed, 5);
    QCOMPARE(number(profile, "SELECT count(*) FROM attempt"), 0);
}

void RetentionTest::keepsWhatIsOwed()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    settleJobs(profile, subscriber, 4, JobState::Delivered);
    run(profile,
        "UPDATE job SET state = id - 1, due_at = iif(id = 1, 1, NULL) WHERE id < 3"); // waiting, sending
    run(profile, "UPDATE job SET state = 5 WHERE id = 3"); // held
    run(profile, "UPDATE job SET state = 7 WHERE id = 4"); // blocked
    publishOne(profile, subscriber);

    QVERIFY(pruneAll(profile, kAll).isEmpty());

    QCOMPARE(number(profile, "SELECT count(*) FROM job"), 5);
}

void RetentionTest::keepsTheNewestJobAndEvent()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    settleJobs(profile, subscriber, 3, JobState::Delivered);
    QVERIFY(profile.write<Published>(
        [](Connection &connection) { return publish(connection, draft(u"order.unheard"_s), {}, kNow); }));

    QCOMPARE(pruneAll(profile, kAll).jobs(), 2);

    QCOMPARE(number(profile, "SELECT max(id) FROM job"), 3);
    QCOMPARE(number(profile, "SELECT max(id) FROM event"), 4);
    const auto next = profile.publishTo(subscriber, draft(u"order.delivered"_s));
    QCOMPARE(next->id.value, u"5"_s);
    QCOMPARE(next->jobs.first().value, u"4"_s);
}

void RetentionTest::keepsAnEventThatAnotherJobNeeds()
{
    Profile profile;
    const std::vector<NewJob> both{{profile.addSubscriber(u"acme"_s)}, {profile.addSubscriber(u"other"_s)}};
    QVERIFY(profile.write<Published>([&](Connection &connection) {
        return publish(connection, draft(u"order.delivered"_s), both, kNow);
    }));
    run(profile, "UPDATE job SET state = 2, due_at = NULL, last_sent_at = 5 WHERE id = 1");
    publishOne(profile, both.front().subscriber);

    const Pruned gone = pruneAll(profile, kAll);

    QCOMPARE(gone.delivered, 1);
    QCOMPARE(gone.events, 0);
    QVERIFY(profile.detail(u"2"_s));
    run(profile, "UPDATE job SET state = 2, due_at = NULL, last_sent_at = 5 WHERE id = 2");
    QCOMPARE(pruneAll(profile, kAll).events, 1);
}

void RetentionTest::takesEventsThatNobodyWasToldOf()
{
    Profile profile;
    const auto unheard = [&](Instant at) {
        QVERIFY(profile.write<Published>(
            [at](Connection &connection) { return publish(connection, draft(u"order.unheard"_s), {}, at); }));
    };
    unheard(kNow);
    unheard(kNow);
    unheard(kLater + 1h);
    publishOne(profile, profile.addSubscriber(u"acme"_s));

    QCOMPARE(pruneAll(profile, kAll).events, 2);
    QCOMPARE(number(profile, "SELECT min(id) FROM event"), 3);
}

void RetentionTest::takesDroppedJobsThatWereNeverSent()
{
    Profile profile;
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) {
        const auto subscriber = profile.addSubscriber(name);
        for (int i = 0; i < 30; ++i)
            QVERIFY(profile.publishTo(subscriber, draft(u"order.old"_s)));
        for (int i = 0; i < 30; ++i)
            QVERIFY(profile.publishTo(subscriber, draft(u"order.young"_s), kLater));
    }
    run(profile, "UPDATE job SET state = 6, due_at = NULL");

    QCOMPARE(pruneAll(profile, {{}, kLater, {}}, 4).dropped, 90);

    QCOMPARE(number(profile, "SELECT count(*) FROM job"), 90);
    QCOMPARE(number(profile, "SELECT count(*) FROM job WHERE event_type = 'order.old'"), 0);
}

void RetentionTest::takesWhatADeletedSubscriberLeft()
{
    Profile profile;
    const auto gone = profile.addSubscriber(u"gone"_s);
    const auto busy = profile.addSubscriber(u"busy"_s);
    QVERIFY(profile.publishTo(busy, draft(u"order.delivered"_s)));
    run(profile,
        "INSERT INTO subscriber_secret (subscriber_id, key, sealed, since) VALUES (1, 'secret', x'01', 0)");
    for (const auto subscriber : {gone, busy})
        QVERIFY(profile.write<Done>(
            [&](Connection &connection) { return deleteSubscriber(connection, subscriber, kNow); }));

    QCOMPARE(pruneAll(profile, {{}, kNow, {}}).subscribers, 0);
    QCOMPARE(pruneAll(profile, kAll).subscribers, 1);

    QCOMPARE(number(profile, "SELECT id FROM subscriber"), busy.value);
    QCOMPARE(number(profile, "SELECT count(*) FROM subscriber_secret"), 0);
}

void RetentionTest::takesOldRecords()
{
    Profile profile;
    run(profile,
        "INSERT INTO activity (at, verb, connection, subject, subject_id, amount, before, after)"
        " VALUES (1, 0, 'local', 'a', '1', 1, '{}', '{}'), (9000000000000, 0, 'local', 'b', '2', 1, '{}', "
        "'{}')");
    run(profile,
        "INSERT INTO mail (subscriber_id, kind, recipient, run, subject, body, joined, state, created_at, "
        "due_at)"
        " VALUES (1, 0, 'old', 1, '', '', 1, 2, 1, NULL), (1, 0, 'owed', 1, '', '', 1, 0, 1, 1),"
        " (1, 0, 'new', 1, '', '', 1, 2, 9000000000000, NULL)");

    const Pruned gone = pruneAll(profile, {{}, {}, kLater});

    QCOMPARE(gone.activities, 1);
    QCOMPARE(gone.mails, 1);
    QCOMPARE(number(profile, "SELECT count(*) FROM activity"), 1);
    QCOMPARE(number(profile, "SELECT count(*) FROM mail WHERE recipient <> 'old'"), 2);
}

void RetentionTest::forgetsWhatTheSearchKnew()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    settleJobs(profile, subscriber, 20, JobState::Delivered);
    QVERIFY(profile.write<SearchProgress>(indexEvents));
    QCOMPARE(number(profile, "SELECT count(*) FROM event_search WHERE event_search MATCH '\"ORD-1\"'"), 11);
    publishOne(profile, subscriber); // behind the index

    QCOMPARE(pruneAll(profile, kAll).delivered, 20);

    QCOMPARE(number(profile, "SELECT count(*) FROM event_search WHERE event_search MATCH '\"ORD-1\"'"), 0);
    run(profile, "INSERT INTO event_search (event_search) VALUES ('integrity-check')");
}

void RetentionTest::givesTheSpaceBack()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    EventDraft big = draft(u"order.big"_s);
    big.payload = QByteArray(200'000, ' ') + "{}";
    for (int i = 0; i < 50; ++i)
        QVERIFY(profile.publishTo(subscriber, big));
    run(profile, "UPDATE job SET state = 2, due_at = NULL, last_sent_at = 5");
    publishOne(profile, subscriber);
    const qint64 pages = number(profile, "PRAGMA page_count");
    QVERIFY(pages > 2400);

    const Pruned some = pruneAll(profile, kAll);
    QCOMPARE(some.delivered, 50);
    QVERIFY(number(profile, "PRAGMA freelist_count") == 1000);

    const Pruned rest = pruneAll(profile, kAll, 50, Space::GiveBackAll);
    QCOMPARE(number(profile, "PRAGMA freelist_count"), 0);
    QCOMPARE((some.bytes + rest.bytes) / 4096, pages - number(profile, "PRAGMA page_count"));
    QVERIFY(emptyLog(profile.database()));
    QVERIFY(QFileInfo(profile.database()).size() < 1'000'000);
    QCOMPARE(QFileInfo(profile.database() + u"-wal"_s).size(), 0);
}

void RetentionTest::keepsEverythingWithoutAHorizon()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    settleJobs(profile, subscriber, 3, JobState::Delivered);
    publishOne(profile, subscriber);

    QVERIFY(pruneAll(profile, {}).isEmpty());
}

void RetentionTest::countsWhatWouldGo()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    settleJobs(profile, subscriber, 9, JobState::Delivered);
    settleJobs(profile, subscriber, 4, JobState::Failed);
    for (int i = 0; i < 3; ++i)
        QVERIFY(profile.publishTo(subscriber, draft(u"order.dropped"_s)));
    run(profile, "UPDATE job SET state = 6, due_at = NULL WHERE state = 0");
    QVERIFY(profile.write<Published>(
        [](Connection &connection) { return publish(connection, draft(u"order.unheard"_s), {}, kNow); }));
    QVERIFY(profile.write<Done>([other = profile.addSubscriber(u"gone"_s)](Connection &connection) {
        return deleteSubscriber(connection, other, kNow);
    }));
    publishOne(profile, subscriber);
    cacheJobs(profile, 6, kNow);

    const auto counted
        = profile.read<Pruned>([](Connection &connection) { return countOld(connection, kAll); });

    QVERIFY2(counted, counted ? "" : qPrintable(counted.error().detail));
    QCOMPARE(counted->delivered, 9);
    QCOMPARE(counted->failed, 4);
    QCOMPARE(counted->dropped, 3);
    QCOMPARE(counted->remote, 6);
    QCOMPARE(counted->events, 17);
    QCOMPARE(counted->subscribers, 1);
    QCOMPARE(*counted, pruneAll(profile, kAll));
}

// A copy of what a server told outlives the server's own retention, until a person wants it otherwise.
void RetentionTest::takesOldJobsOfAccounts()
{
    Profile profile;
    cacheJobs(profile, 7, kNow);
    cacheJobs(profile, 2, kLater + 1h);
    const QByteArray cached = "SELECT count(*) FROM cached_job";

    QVERIFY(pruneAll(profile, {kLater, kLater, kLater}).isEmpty());
    QCOMPARE(number(profile, cached), 9);

    const Pruned gone = pruneAll(profile, {{}, {}, {}, kLater}, 3);

    QCOMPARE(gone.remote, 7);
    QCOMPARE(gone.jobs(), 7);
    QCOMPARE(number(profile, cached), 2);
}

void RetentionTest::tellsThoseWhoShowIt()
{
    Profile profile;
    const auto revision = profile.read<qint64>(lastRevision);

    QVERIFY(profile.write<Done>([](Connection &connection) -> Result<Done> {
        tellPruned(connection);
        return Done{};
    }));

    const auto news
        = profile.read<News>([&](Connection &connection) { return newsSince(connection, *revision); });
    QVERIFY(news->jobsOverflow);
    QVERIFY(news->events > 0);
    QVERIFY(news->activities > 0);
}

void RetentionTest::walksFromStepToStep()
{
    Profile profile;
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    settleJobs(profile, subscriber, 5, JobState::Delivered);
    run(profile,
        "INSERT INTO job (id, uuid, event_id, subscriber_id, event_type, status, state, created_at)"
        " WITH RECURSIVE n (i) AS (SELECT 6 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
        " SELECT i, x'00', 1, 1, 'a', '', 6, 9000000000000 FROM n");

    const auto looked = profile.write<PruneStep>([](Connection &connection) {
        return prune(connection, {{kNow, kNow, kNow}, {}, Space::KeepSome});
    });
    QVERIFY(looked->gone.isEmpty());
    QCOMPARE(looked->place.subscriber, subscriber.value); // where the next step goes on
    QCOMPARE(looked->place.job, 0);
    QVERIFY(!looked->isBusy);
    QVERIFY(pruneAll(profile, {{}, kNow, {}}).isEmpty());
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::RetentionTest)
#include "tst_retention.moc"
