// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Runs that send many jobs again: what they count, what leaves them in which transaction, and that a job
// which is sent elsewhere keeps the truth about itself.
#include "profile.h"

#include "store/replayqueue.h"
#include "store/replaystore.h"

#include <QTest>

using namespace tacklebox;
using namespace tacklebox::store;
using namespace tacklebox::store::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_Replays : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void countsWhatWouldBeSentAgain();
    void namesAnIdThatIsNone();
    void takesEachJobOnce();
    void setsJobsFreeInSteps();
    void waitsWhileThoseBeforeHaveNoAnswer();
    void leavesJobsUnderWayForLater();
    void skipsWhatIsGone();
    void goesThroughItsStates();
    void sweepsWhatACancelledOneLeft();
    void keepsTheStateOfAJobThatWentElsewhere();
    void takesAnEditedBodyAsDelivered();
    void recordsNothingTwice();
    void recordsWhatWasSentBeforeItWasCancelled();

private:
    JobKey publish(const QString &type = u"order.received"_s)
    {
        return {m_profile->publishTo(m_subscriber, draft(type)).value().jobs.front().value.toLongLong()};
    }

    void settleAll(JobState next, Outcome outcome, int code)
    {
        m_profile->write<int>([&](Connection &connection) -> Result<int> {
            const auto claim
                = claimDue(connection, m_epoch, m_subscriber, QueueOrder::ByDue, kNow, 1000).value();
            std::vector<SettledJob> jobs;
            for (const ClaimedJob &job : claim.jobs)
                jobs.push_back(settled(job, next, outcome, code));
            return settle(connection, m_epoch, jobs, kNow);
        });
    }

    Replay begin(const ReplayRequest &request, const ReplayManner &manner = {})
    {
        return m_profile
            ->write<Replay>([&](Connection &connection) -> Result<Replay> {
                const auto jobs = jobsOf(connection, request);
                const auto key = insertReplay(connection, manner, jobs->size(), kNow);
                if (auto added = addReplayJobs(connection, *key, *jobs); !added)
                    return fail(added.error());
                return beginReplay(connection, *key, kNow);
            })
            .value();
    }

    Released release(const Replay &replay, int limit, const QList<qint64> &before = {})
    {
        return m_profile
            ->write<Released>([&](Connection &connection) {
                return releaseJobs(connection, keyOf(replay), limit, before, kNow);
            })
            .value();
    }

    Recorded record(const Replay &replay, std::vector<DivertedTry> tries)
    {
        return m_profile
            ->write<Recorded>([&](Connection &connection) {
                return recordDiverted(connection, keyOf(replay), tries, kNow + 1s);
            })
            .value();
    }

    Result<Replay> change(const Replay &replay, ReplayDeed deed)
    {
        return m_profile->write<Replay>(
            [&](Connection &connection) { return changeReplay(connection, replay.id, deed, kNow); });
    }

    Replay now(const Replay &replay)
    {
        return m_profile
            ->read<Replay>([&](Connection &connection) { return findReplay(connection, replay.id); })
            .value();
    }

    Result<ReplayPlan> plan(const ReplayRequest &request)
    {
        return m_profile->read<ReplayPlan>(
            [&](Connection &connection) { return planReplay(connection, request); });
    }

    Job jobOf(JobKey key) { return m_profile->detail(idOf(key).value).value().job; }

    static ReplayKey keyOf(const Replay &replay) { return {replay.id.value.toLongLong()}; }
    static ReplayRequest everything() { return {{}, JobQuery{}}; }
    static Attempt attempt(bool isDiverted, Outcome outcome = Outcome::Delivered)
    {
        Attempt made;
        made.at = kNow + 1s;
        made.manual = true;
        made.diverted = isDiverted;
        made.outcome = outcome;
        made.statusCode = outcome == Outcome::Delivered ? 200 : 500;
        made.error = outcome == Outcome::Delivered ? QString() : u"answered 500"_s;
        made.request = {"POST", u"https://elsewhere.example/in"_s, {}, "{\"edited\":true}"};
        return made;
    }

    std::unique_ptr<Profile> m_profile;
    SubscriberKey m_subscriber;
    Epoch m_epoch;
};

void tst_Replays::init()
{
    m_profile = std::make_unique<Profile>();
    m_subscriber = m_profile->addSubscriber(u"acme"_s);
    m_epoch = m_profile->takeOverNow();
}

void tst_Replays::countsWhatWouldBeSentAgain()
{
    publish();
    settleAll(JobState::Delivered, Outcome::Delivered, 200);
    publish();
    settleAll(JobState::Failed, Outcome::TimedOut, 0);
    publish();

    const ReplayPlan planned = plan(everything()).value();

    QCOMPARE(planned.jobs, 3);
    QCOMPARE(planned.subscribers, 1);
    QCOMPARE(planned.names, QStringList{u"acme"_s});
    QCOMPARE(planned.delivered, 1);
    QCOMPARE(planned.uncertain, 1);
    QCOMPARE(planned.likelyDuplicates(), 2);
    QCOMPARE(planned.stopped, 0);
    QCOMPARE(planned.gone, 0);
}

void tst_Replays::namesAnIdThatIsNone()
{
    publish();
    const auto planned = plan({{{u"1"_s}, {u"99"_s}}, {}});

    QVERIFY(!planned);
    QCOMPARE(planned.error().reason, Reason::NoSuchJob);
    QCOMPARE(planned.error().subject, u"99"_s);
}

void tst_Replays::takesEachJobOnce()
{
    const JobKey job = publish();
    const QString uuid = jobOf(job).uuid;
    const ReplayRequest request{{idOf(job), {uuid}}, {}};

    QCOMPARE(plan(request).value().repeated, 1);
    QCOMPARE(begin(request).jobs, 1);
}

void tst_Replays::setsJobsFreeInSteps()
{
    QList<JobKey> jobs;
    for (int i = 0; i < 5; ++i)
        jobs << publish();
    settleAll(JobState::Failed, Outcome::RefusedStatus, 500);
    const Replay replay = begin(everything());

    const Released first = release(replay, 2);
    QCOMPARE(first.jobs, (QList<qint64>{jobs[0].value, jobs[1].value}));
    QVERIFY(!first.isOver);
    QCOMPARE(jobOf(jobs[1]).state, JobState::Waiting);
    QCOMPARE(jobOf(jobs[2]).state, JobState::Failed);
    QCOMPARE(now(replay).sent, 2);
    QCOMPARE(now(replay).left(), 3);

    QVERIFY(release(replay, 10).isOver);
    QCOMPARE(now(replay).state, ReplayState::Finished);
    QCOMPARE(now(replay).sent, 5);
    QVERIFY(now(replay).endedAt);
    const auto claimed = m_profile->claim(m_epoch);
    QCOMPARE(claimed.size(), size_t(5));
    QVERIFY(std::ranges::all_of(claimed, &ClaimedJob::manual));
}

void tst_Replays::waitsWhileThoseBeforeHaveNoAnswer()
{
    for (int i = 0; i < 4; ++i)
        publish();
    settleAll(JobState::Failed, Outcome::RefusedStatus, 500);
    const Replay replay = begin(everything());
    const QList<qint64> before = release(replay, 2).jobs;

    QVERIFY(release(replay, 2, before).isCrowded);
    QCOMPARE(now(replay).sent, 2);
    settleAll(JobState::Delivered, Outcome::Delivered, 200);
    QCOMPARE(release(replay, 2, before).jobs.size(), 2);
}

void tst_Replays::leavesJobsUnderWayForLater()
{
    const JobKey job = publish();
    const auto claimed = m_profile->claim(m_epoch);
    const Replay replay = begin(everything());

    const Released none = release(replay, 10);
    QVERIFY(none.jobs.isEmpty());
    QVERIFY(!none.isOver);
    m_profile->write<int>([&](Connection &connection) {
        const SettledJob done = settled(claimed.front(), JobState::Delivered, Outcome::Delivered, 200);
        return settle(connection, m_epoch, std::span(&done, 1), kNow);
    });

    QCOMPARE(release(replay, 10).jobs, QList<qint64>{job.value});
}

void tst_Replays::skipsWhatIsGone()
{
    const JobKey job = publish();
    settleAll(JobState::Delivered, Outcome::Delivered, 200);
    m_profile->write<Done>(
        [&](Connection &connection) { return deleteSubscriber(connection, m_subscriber, kNow); });
    QCOMPARE(plan(everything()).value().gone, 1);
    const Replay replay = begin(everything());

    QVERIFY(release(replay, 10).isOver);

    QCOMPARE(now(replay).skipped, 1);
    QCOMPARE(now(replay).sent, 0);
    QCOMPARE(jobOf(job).state, JobState::Delivered);
}

void tst_Replays::goesThroughItsStates()
{
    publish();
    settleAll(JobState::Failed, Outcome::RefusedStatus, 500);
    const Replay replay = begin(everything());

    QCOMPARE(change(replay, ReplayDeed::Pause).value().state, ReplayState::Paused);
    QVERIFY(release(replay, 10).isOver);
    QCOMPARE(now(replay).sent, 0);
    QCOMPARE(change(replay, ReplayDeed::Pause).error().kind, ErrorKind::Conflict);
    QCOMPARE(change(replay, ReplayDeed::Resume).value().state, ReplayState::Running);
    QCOMPARE(release(replay, 10).jobs.size(), 1);
    QCOMPARE(change(replay, ReplayDeed::Cancel).error().reason, Reason::ReplayState);
    QCOMPARE(m_profile->read<Replay>([](Connection &connection) { return findReplay(connection, {u"77"_s}); })
                 .error()
                 .reason,
             Reason::NoSuchReplay);
}

void tst_Replays::sweepsWhatACancelledOneLeft()
{
    for (int i = 0; i < 3; ++i)
        publish();
    settleAll(JobState::Failed, Outcome::RefusedStatus, 500);
    const Replay kept = begin(everything());
    const Replay replay = begin(everything());
    QVERIFY(change(replay, ReplayDeed::Cancel));

    const auto swept = m_profile->write<int>(sweepReplays);

    QCOMPARE(swept.value(), 3);
    QCOMPARE(release(kept, 10).jobs.size(), 3);
}

void tst_Replays::keepsTheStateOfAJobThatWentElsewhere()
{
    const JobKey job = publish();
    settleAll(JobState::Retrying, Outcome::RefusedStatus, 503);
    const Job before = jobOf(job);
    QCOMPARE(before.state, JobState::Retrying);
    const Replay replay = begin(everything(), {{}, u"https://elsewhere.example/in"_s, {}});

    QVERIFY(record(replay, {{job, attempt(true), {}}}).isOver);

    const JobDetail after = m_profile->detail(idOf(job).value).value();
    Job expected = before;
    expected.attempts = 2;
    QCOMPARE(after.job, expected);
    QCOMPARE(after.attemptLog.size(), 2);
    QVERIFY(after.attemptLog.last().diverted);
    QVERIFY(after.attemptLog.last().manual);
    QCOMPARE(after.attemptLog.last().request.url, u"https://elsewhere.example/in"_s);
    QCOMPARE(after.attemptLog.last().request.body, QByteArray("{\"edited\":true}"));
    QCOMPARE(now(replay).accepted, 1);
}

void tst_Replays::takesAnEditedBodyAsDelivered()
{
    const JobKey job = publish();
    settleAll(JobState::Failed, Outcome::RefusedStatus, 422);
    const Replay refused = begin(everything(), {{}, {}, "{}"});
    record(refused, {{job, attempt(false, Outcome::RefusedStatus), {}}});
    QCOMPARE(jobOf(job).state, JobState::Failed);
    QCOMPARE(now(refused).lastError, u"answered 500"_s);
    QCOMPARE(now(refused).accepted, 0);

    const Replay taken = begin(everything(), {{}, {}, "{}"});
    record(taken, {{job, attempt(false), {}}});

    const Job after = jobOf(job);
    QCOMPARE(after.state, JobState::Delivered);
    QCOMPARE(after.statusCode, 200);
    QCOMPARE(after.attempts, 3);
    QVERIFY(after.lastError.isEmpty());
}

void tst_Replays::recordsNothingTwice()
{
    const JobKey job = publish();
    const auto claimed = m_profile->claim(m_epoch);
    const Replay replay = begin(everything(), {{}, u"https://elsewhere.example/in"_s, {}});

    // Its attempt under way has the next number: this one waits.
    QCOMPARE(record(replay, {{job, attempt(true), {}}}).again.size(), size_t(1));
    m_profile->write<int>([&](Connection &connection) {
        const SettledJob done = settled(claimed.front(), JobState::Delivered, Outcome::Delivered, 200);
        return settle(connection, m_epoch, std::span(&done, 1), kNow);
    });
    QVERIFY(record(replay, {{job, attempt(true), {}}}).again.empty());
    record(replay, {{job, attempt(true), {}}});

    QCOMPARE(m_profile->detail(idOf(job).value).value().attemptLog.size(), 2);
    QCOMPARE(now(replay).sent, 1);
}

void tst_Replays::recordsWhatWasSentBeforeItWasCancelled()
{
    const JobKey job = publish();
    settleAll(JobState::Failed, Outcome::RefusedStatus, 500);
    const Replay replay = begin(everything(), {{}, u"https://elsewhere.example/in"_s, {}});
    QVERIFY(change(replay, ReplayDeed::Cancel));
    m_profile->write<int>(sweepReplays);

    record(replay, {{job, attempt(true), {}}});

    QCOMPARE(m_profile->detail(idOf(job).value).value().attemptLog.size(), 2);
    QCOMPARE(now(replay).sent, 1);
    QCOMPARE(now(replay).state, ReplayState::Cancelled);
}

QTEST_GUILESS_MAIN(tst_Replays)
#include "tst_replays.moc"
