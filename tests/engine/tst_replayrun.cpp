// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Runs of replays through the engine: at their rate, paused, cancelled, carried on by the next process, to
// another URL and with another body.
#include "rig.h"

#include "core/signingsecret.h"

#include <QJsonArray>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const ReplayRequest kEverything{{}, JobQuery{}};

Replay start(Rig &rig, const ReplayRequest &request, const ReplayManner &manner = {})
{
    return Rig::wait(rig.backend->replays()->start(request, manner)).value();
}

Replay now(Rig &rig, const Replay &replay)
{
    return Rig::wait(rig.backend->replays()->replay(replay.id, {})).value();
}

Replay change(Rig &rig, const Replay &replay, ReplayDeed deed)
{
    return Rig::wait(rig.backend->replays()->change(replay.id, deed)).value();
}

// So many jobs that were refused for good.
QList<JobId> failedJobs(Rig &rig, Receiver &receiver, int count)
{
    receiver.answer({500, {}, {}, 0ms});
    QList<JobId> jobs;
    for (int i = 0; i < count; ++i)
        jobs << rig.publish(u"order.received"_s, "{\"n\":" + QByteArray::number(i) + '}');
    for (const JobId &job : std::as_const(jobs))
        [&] { QTRY_COMPARE(rig.stateOf(job), JobState::Failed); }();
    receiver.answer({200, {}, {}, 0ms});
    return jobs;
}

Fields fields(const Receiver &receiver, Fields more = {})
{
    more.insert(u"callback_url"_s, receiver.url());
    more.insert(u"retry_policy"_s, u"none"_s);
    return more;
}

} // namespace

class tst_ReplayRun : public QObject
{
    Q_OBJECT

private slots:
    void sendsEverythingThatAFilterFinds();
    void keepsItsRate();
    void pausesAndGoesOn();
    void endsWhenItIsCancelled();
    void waitsForSomebodyWhoDelivers();
    void isCarriedOnByTheNextProcess();
    void goesToAnotherUrl();
    void goesElsewhereForAStoppedSubscriber();
    void keepsHeadersFromAnotherHost();
    void sendsAnEditedBody();
    void leavesOutWhatIsNotAllowed();
    void refusesWhatCantBeSent_data();
    void refusesWhatCantBeSent();
    void holdsNobodyUp();
};

void tst_ReplayRun::sendsEverythingThatAFilterFinds()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.deliver();
    const QList<JobId> jobs = failedJobs(rig, receiver, 5);
    JobQuery failed;
    failed.states = {JobState::Failed};

    const Replay replay = start(rig, {{}, failed});

    QCOMPARE(replay.jobs, 5);
    for (const JobId &job : jobs)
        QTRY_COMPARE(rig.stateOf(job), JobState::Delivered);
    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);
    QCOMPARE(now(rig, replay).sent, 5);
    QVERIFY(rig.job(jobs.first()).attemptLog.last().manual);
    QCOMPARE(receiver.requests().size(), size_t(10));
}

void tst_ReplayRun::keepsItsRate()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.deliver();
    failedJobs(rig, receiver, 5);

    const auto begun = std::chrono::steady_clock::now();
    const Replay replay = start(rig, kEverything, {10, {}, {}});
    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);

    // One at once, and the others a tenth of a second apart.
    QVERIFY(std::chrono::steady_clock::now() - begun >= 390ms);
}

void tst_ReplayRun::pausesAndGoesOn()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.deliver();
    failedJobs(rig, receiver, 4);
    const Replay replay = start(rig, kEverything, {5, {}, {}});
    QTRY_VERIFY(now(rig, replay).sent > 0);

    const Replay paused = change(rig, replay, ReplayDeed::Pause);
    QCOMPARE(paused.state, ReplayState::Paused);
    QVERIFY(paused.left() > 0);
    // Whatever is published meanwhile goes out, and nothing of it.
    const JobId fresh = rig.publish(u"order.delivered"_s);
    QTRY_COMPARE(rig.stateOf(fresh), JobState::Delivered);
    QCOMPARE(now(rig, replay), paused);

    QCOMPARE(change(rig, replay, ReplayDeed::Resume).state, ReplayState::Running);
    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);
    QCOMPARE(now(rig, replay).sent, 4);
}

void tst_ReplayRun::endsWhenItIsCancelled()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.deliver();
    const QList<JobId> jobs = failedJobs(rig, receiver, 4);
    const Replay replay = start(rig, kEverything, {0.01, {}, {}});
    QTRY_COMPARE(now(rig, replay).sent, 1);

    const Replay cancelled = change(rig, replay, ReplayDeed::Cancel);

    QCOMPARE(cancelled.state, ReplayState::Cancelled);
    QCOMPARE(cancelled.left(), 3);
    QCOMPARE(rig.stateOf(jobs.last()), JobState::Failed);
}

void tst_ReplayRun::waitsForSomebodyWhoDelivers()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    const JobId job = rig.publish(u"order.received"_s);
    const Replay replay = start(rig, kEverything, {100, {}, {}});
    QCOMPARE(replay.state, ReplayState::Running);
    QCOMPARE(now(rig, replay).sent, 0);

    rig.deliver();

    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);
    QTRY_COMPARE(rig.stateOf(job), JobState::Delivered);
}

void tst_ReplayRun::isCarriedOnByTheNextProcess()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.deliver();
    failedJobs(rig, receiver, 4);
    const Replay replay = start(rig, kEverything, {0.01, {}, {}});
    QTRY_COMPARE(now(rig, replay).sent, 1);

    rig.restart();

    QTRY_COMPARE(now(rig, replay).sent, 2);
    QTRY_COMPARE(receiver.requests().size(), size_t(6));
}

void tst_ReplayRun::goesToAnotherUrl()
{
    Rig rig;
    Receiver own;
    Receiver other;
    const Secret secret = generateSecret(SigningScheme::StandardWebhooks);
    rig.subscribe(fields(own, {{u"signing_scheme"_s, u"standard-webhooks"_s}}),
                  {{u"secret"_s, {SecretEdit::Action::Set, secret, {}}}});
    rig.deliver();
    const QList<JobId> jobs = failedJobs(rig, own, 3);
    const JobDetail before = rig.job(jobs.first());

    const Replay replay = start(rig, kEverything, {{}, other.url() + u"/copy"_s, {}});
    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);

    QCOMPARE(other.requests().size(), size_t(3));
    QCOMPARE(own.requests().size(), size_t(3));
    const auto request = other.requests().front();
    QCOMPARE(verify(SigningScheme::StandardWebhooks, secret, request.headers, request.body),
             SignatureCheck::Valid);
    const JobDetail after = rig.job(jobs.first());
    Job expected = before.job;
    expected.attempts = 2;
    QCOMPARE(after.job, expected);
    QVERIFY(after.attemptLog.last().diverted);
    QCOMPARE(after.attemptLog.last().request.url, other.url() + u"/copy"_s);
    QCOMPARE(now(rig, replay).accepted, 3);
}

void tst_ReplayRun::goesElsewhereForAStoppedSubscriber()
{
    Rig rig;
    Receiver own;
    Receiver other;
    const SubscriberId id = rig.subscribe(fields(own));
    const JobId job = rig.publish(u"order.received"_s);
    QVERIFY(Rig::wait(rig.backend->save({id, {}, {{u"active"_s, false}}, {}})));
    rig.deliver();
    QTRY_COMPARE(rig.stateOf(job), JobState::Held);

    const Replay replay = start(rig, {{job}, {}}, {{}, other.url(), {}});

    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);
    QCOMPARE(other.requests().size(), size_t(1));
    QCOMPARE(rig.stateOf(job), JobState::Held);
}

void tst_ReplayRun::keepsHeadersFromAnotherHost()
{
    Rig rig;
    Receiver own;
    Receiver other;
    rig.subscribe(fields(own, {{u"headers"_s, QJsonObject{{u"Authorization"_s, u"Bearer t0ken"_s}}}}));
    rig.deliver();
    const QList<JobId> jobs = failedJobs(rig, own, 1);
    QVERIFY(valueOf(own.requests().back().headers, "Authorization"));

    const Replay away = start(rig, {jobs, {}}, {{}, other.url(), {}});
    QTRY_COMPARE(now(rig, away).state, ReplayState::Finished);
    QVERIFY(!valueOf(other.requests().back().headers, "Authorization"));

    const Replay home = start(rig, {jobs, {}}, {{}, own.url() + u"/other/path"_s, {}});
    QTRY_COMPARE(now(rig, home).state, ReplayState::Finished);
    QCOMPARE(own.requests().back().target, u"/other/path"_s);
    QVERIFY(valueOf(own.requests().back().headers, "Authorization"));
}

void tst_ReplayRun::sendsAnEditedBody()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.deliver();
    const QList<JobId> jobs = failedJobs(rig, receiver, 1);

    const Replay replay = start(rig, {jobs, {}}, {{}, {}, R"({"mended":true})"});

    QTRY_COMPARE(rig.stateOf(jobs.first()), JobState::Delivered);
    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);
    QCOMPARE(receiver.requests().back().body, QByteArray(R"({"mended":true})"));
    const JobDetail after = rig.job(jobs.first());
    QVERIFY(!after.attemptLog.last().diverted);
    QVERIFY(after.attemptLog.last().manual);
    QCOMPARE(after.attemptLog.last().request.body, QByteArray(R"({"mended":true})"));
    QCOMPARE(after.payload, QByteArray(R"({"n":0})"));
}

void tst_ReplayRun::leavesOutWhatIsNotAllowed()
{
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.deliver();
    const QList<JobId> jobs = failedJobs(rig, receiver, 1);

    const Replay replay = start(rig, {jobs, {}}, {{}, u"http://169.254.169.254/latest"_s, {}});
    QTRY_COMPARE(now(rig, replay).state, ReplayState::Finished);

    QCOMPARE(now(rig, replay).skipped, 1);
    QVERIFY(!now(rig, replay).lastError.isEmpty());
    QCOMPARE(rig.job(jobs.first()).attemptLog.size(), 1);
    QCOMPARE(rig.stateOf(jobs.first()), JobState::Failed);
}

void tst_ReplayRun::refusesWhatCantBeSent_data()
{
    QTest::addColumn<ReplayRequest>("request");
    QTest::addColumn<ReplayManner>("manner");
    QTest::addColumn<QString>("field");
    const ReplayRequest one{{{u"1"_s}}, {}};
    QTest::newRow("no URL") << one << ReplayManner{{}, u"nowhere"_s, {}} << u"to"_s;
    QTest::newRow("another scheme") << one << ReplayManner{{}, u"ftp://acme.example"_s, {}} << u"to"_s;
    QTest::newRow("no JSON") << one << ReplayManner{{}, {}, "{"} << u"data"_s;
    QTest::newRow("a body for many") << kEverything << ReplayManner{{}, {}, "{}"} << u"data"_s;
    QTest::newRow("no rate") << one << ReplayManner{0, {}, {}} << u"rate"_s;
}

void tst_ReplayRun::refusesWhatCantBeSent()
{
    QFETCH(ReplayRequest, request);
    QFETCH(ReplayManner, manner);
    Rig rig;
    Receiver receiver;
    rig.subscribe(fields(receiver));
    rig.publish(u"order.received"_s);

    const auto refused = Rig::wait(rig.backend->replays()->start(request, manner));

    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::InvalidValue);
    QTEST(refused.error().field, "field");
    QVERIFY(Rig::wait(rig.backend->replays()->list({})).value().isEmpty());
}

// Beside a large replay to one that is slow, what is published now doesn't wait for its end.
void tst_ReplayRun::holdsNobodyUp()
{
    Rig rig;
    Receiver slow;
    rig.subscribe(fields(slow));
    QList<EventDraft> events(2000);
    for (EventDraft &event : events) {
        event.type = u"order.received"_s;
        event.payload = "{}";
    }
    QVERIFY(Rig::wait(rig.backend->publish(events)));
    rig.deliver();
    JobQuery delivered;
    delivered.states = {JobState::Delivered};
    QTRY_COMPARE_WITH_TIMEOUT(Rig::wait(rig.backend->count(delivered, {})).value(), 2000, 20000);
    slow.answer({200, {}, {}, 1s}); // until the fresh one is there

    const Replay replay = start(rig, kEverything);
    QTRY_VERIFY(now(rig, replay).sent > 0);
    rig.clock.advance(1ms); // it is younger than what was set free, and older than what is yet to be
    const QByteArray fresh = rig.job(rig.publish(u"order.delivered"_s)).job.uuid.toLatin1();
    rig.clock.advance(1ms);
    slow.answer({});
    QTRY_COMPARE_WITH_TIMEOUT(slow.requests().size(), size_t(4001), 20000);

    const auto requests = slow.requests();
    const auto found = std::ranges::find_if(requests, [&](const transport::ServerRequest &request) {
        return valueOf(request.headers, "X-Tacklebox-Job") == fresh;
    });
    const auto after = std::distance(found, requests.end());
    QVERIFY2(after > 200, qPrintable(QString::number(after)));
}

QTEST_GUILESS_MAIN(tst_ReplayRun)
#include "tst_replayrun.moc"
