// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::store::test {

class TestJobQueue : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_profile.reset(); }
    void claimsTheLongestDueFirst();
    void claimsNothingBeforeItsTime();
    void claimsNothingForAnOlderEpoch();
    void settlesNothingForAnOlderEpoch();
    void putsBackWhatAnOlderEpochLeftSending();
    void answersTheFirstEventForAKnownKey();
    void refusesAKnownKeyWithAnotherContent();
    void countsTriesSinceTheLastReplay();
    void blocksWithoutAnAttempt();
    void givesBackWithoutATrace();
    void storesABodyThatDiffersFromThePayload();
    void refusesToReplayOrDropWhileSending();
    void dropsWhatIsOwed();
    void replaysWhatAQueryFinds();
    void releasesHeldJobsOfOneSubscriber();
    void knowsEachSubscribersFirstDueTime();
    void claimsFromOneQueueAndKnowsWhatComesNext();
    void keepsStrictOrderThroughARetry();
    void putsBackBeforeWhatCameLater();
    void claimsFewerWhereBodiesAreLarge();
    void isIdleWhenNothingIsOwed();

private:
    Result<int> settleOne(Epoch epoch, const SettledJob &job)
    {
        return m_profile->write<int>([&](Connection &connection) {
            return settle(connection, epoch, {&job, 1}, kNow);
        });
    }
    JobState stateOf(const QString &id) { return m_profile->detail(id)->job.state; }
    Result<Done> replayOne(const QString &id)
    {
        return m_profile->write<Done>([&](Connection &connection) { return replay(connection, {id}, kNow); });
    }

    std::unique_ptr<Profile> m_profile;
    SubscriberKey m_subscriber;
};

void TestJobQueue::init()
{
    m_profile = std::make_unique<Profile>();
    m_subscriber = m_profile->addSubscriber(u"acme"_s);
}

void TestJobQueue::claimsTheLongestDueFirst()
{
    EventDraft late = draft(u"late"_s);
    late.at = kNow + 2s;
    EventDraft early = draft(u"early"_s);
    early.at = kNow + 1s;
    QVERIFY(m_profile->publishTo(m_subscriber, late));
    QVERIFY(m_profile->publishTo(m_subscriber, early));
    const Epoch epoch = m_profile->takeOverNow();

    const auto first = m_profile->claim(epoch, 1, kNow + 3s);
    const auto second = m_profile->claim(epoch, 1, kNow + 3s);

    QCOMPARE(first.at(0).eventType, u"early"_s);
    QCOMPARE(second.at(0).eventType, u"late"_s);
    QVERIFY(m_profile->claim(epoch, 1, kNow + 3s).empty());
}

void TestJobQueue::claimsNothingBeforeItsTime()
{
    EventDraft event = draft(u"later"_s);
    event.at = kNow + 1s;
    QVERIFY(m_profile->publishTo(m_subscriber, event));
    const Epoch epoch = m_profile->takeOverNow();

    QVERIFY(m_profile->claim(epoch).empty());
    QCOMPARE(m_profile->claim(epoch, 10, kNow + 1s).size(), size_t(1));
}

void TestJobQueue::claimsNothingForAnOlderEpoch()
{
    QVERIFY(m_profile->publishTo(m_subscriber, draft(u"a"_s)));
    const Epoch older = m_profile->takeOverNow();
    const Epoch newer = m_profile->takeOverNow();

    QVERIFY(m_profile->claim(older).empty());
    QCOMPARE(m_profile->claim(newer).size(), size_t(1));
}

void TestJobQueue::settlesNothingForAnOlderEpoch()
{
    const auto published = m_profile->publishTo(m_subscriber, draft(u"a"_s));
    const Epoch older = m_profile->takeOverNow();
    const auto claimed = m_profile->claim(older);
    m_profile->takeOverNow();

    const auto count = settleOne(older, settled(claimed.at(0), JobState::Delivered, Outcome::Delivered, 200));

    QCOMPARE(count.value(), 0);
    const auto detail = m_profile->detail(published->jobs.first().value);
    QCOMPARE(detail->job.state, JobState::Waiting);
    QVERIFY(detail->attemptLog.isEmpty());
}

void TestJobQueue::putsBackWhatAnOlderEpochLeftSending()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(m_profile->publishTo(m_subscriber, draft(u"a"_s)));
    const Epoch older = m_profile->takeOverNow();
    QCOMPARE(m_profile->claim(older, 3).size(), size_t(3));

    const Epoch newer = m_profile->takeOverNow();

    QCOMPARE(newer.value, older.value + 1);
    QCOMPARE(m_profile->claim(newer).size(), size_t(5));
}

void TestJobQueue::answersTheFirstEventForAKnownKey()
{
    EventDraft event = draft(u"a"_s);
    event.key = u"order-1"_s;
    const auto first = m_profile->publishTo(m_subscriber, event);

    const auto again = m_profile->publishTo(m_subscriber, event, kNow + 1h);

    QVERIFY(again);
    QVERIFY(again->repeated);
    QCOMPARE(again->id, first->id);
    QCOMPARE(again->uuid, first->uuid);
    QCOMPARE(m_profile->claim(m_profile->takeOverNow()).size(), size_t(1));
}

void TestJobQueue::refusesAKnownKeyWithAnotherContent()
{
    EventDraft event = draft(u"a"_s);
    event.key = u"order-1"_s;
    QVERIFY(m_profile->publishTo(m_subscriber, event));
    event.payload = "{\"other\":1}";

    const auto again = m_profile->publishTo(m_subscriber, event);

    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QCOMPARE(again.error().field, u"id"_s);
    QCOMPARE(again.error().subject, u"order-1"_s);
}

void TestJobQueue::countsTriesSinceTheLastReplay()
{
    const QString id = m_profile->publishTo(m_subscriber, draft(u"a"_s))->jobs.first().value;
    const Epoch epoch = m_profile->takeOverNow();
    for (int i = 0; i < 2; ++i) {
        const auto claimed = m_profile->claim(epoch);
        QCOMPARE(claimed.at(0).tries, i);
        const JobState next = i == 0 ? JobState::Retrying : JobState::Failed;
        QCOMPARE(settleOne(epoch, settled(claimed.at(0), next, Outcome::RefusedStatus, 503)).value(), 1);
    }

    QVERIFY(replayOne(id));

    const auto replayed = m_profile->claim(epoch);
    QVERIFY(replayed.at(0).manual);
    QCOMPARE(replayed.at(0).tries, 0);
    QCOMPARE(replayed.at(0).attempts, 2);
    QCOMPARE(
        settleOne(epoch, settled(replayed.at(0), JobState::Retrying, Outcome::RefusedStatus, 500)).value(),
        1);
    const auto after = m_profile->claim(epoch);
    QVERIFY(!after.at(0).manual);
    QCOMPARE(after.at(0).tries, 0); // a person's attempt is not the policy's
    QCOMPARE(after.at(0).attempts, 3);
    const auto log = m_profile->detail(id)->attemptLog;
    QCOMPARE(log.size(), 3);
    QVERIFY(log.at(2).manual);
    QCOMPARE(log.at(2).number, 3);
}

void TestJobQueue::blocksWithoutAnAttempt()
{
    const QString id = m_profile->publishTo(m_subscriber, draft(u"a"_s))->jobs.first().value;
    const Epoch epoch = m_profile->takeOverNow();
    SettledJob blocked
        = settled(m_profile->claim(epoch).at(0), JobState::Blocked, Outcome::BlockedAddress, 0);
    blocked.attempt.reset();
    blocked.error = u"10.0.0.1"_s;

    QCOMPARE(settleOne(epoch, blocked).value(), 1);

    const auto detail = m_profile->detail(id);
    QCOMPARE(detail->job.state, JobState::Blocked);
    QCOMPARE(detail->job.lastOutcome, Outcome::BlockedAddress);
    QCOMPARE(detail->job.lastError, u"10.0.0.1"_s);
    QCOMPARE(detail->job.attempts.value_or(-1), 0);
    QVERIFY(!detail->job.lastSentAt);
    QVERIFY(replayOne(id));
    QCOMPARE(m_profile->claim(epoch).size(), size_t(1));
}

void TestJobQueue::givesBackWithoutATrace()
{
    const QString id = m_profile->publishTo(m_subscriber, draft(u"a"_s))->jobs.first().value;
    const Epoch epoch = m_profile->takeOverNow();
    SettledJob back = settled(m_profile->claim(epoch).at(0), JobState::Waiting, Outcome::Aborted, 0);
    back.attempt.reset();
    back.due = kNow + 5s;

    QCOMPARE(settleOne(epoch, back).value(), 1);

    const auto detail = m_profile->detail(id);
    QCOMPARE(detail->job.state, JobState::Waiting);
    QVERIFY(!detail->job.lastOutcome);
    QCOMPARE(detail->job.nextAttemptAt, kNow + 5s);
}

void TestJobQueue::storesABodyThatDiffersFromThePayload()
{
    const QString id = m_profile->publishTo(m_subscriber, draft(u"a"_s))->jobs.first().value;
    const Epoch epoch = m_profile->takeOverNow();
    SettledJob sent = settled(m_profile->claim(epoch).at(0), JobState::Delivered, Outcome::Delivered, 200);
    sent.attempt->request.body = "rendered";
    sent.storesRequestBody = true;

    QCOMPARE(settleOne(epoch, sent).value(), 1);

    QCOMPARE(m_profile->detail(id)->attemptLog.first().request.body, QByteArray("rendered"));
    QCOMPARE(m_profile->detail(id)->payload, QByteArray("{}"));
}

void TestJobQueue::refusesToReplayOrDropWhileSending()
{
    const QString id = m_profile->publishTo(m_subscriber, draft(u"a"_s))->jobs.first().value;
    m_profile->claim(m_profile->takeOverNow());

    const auto replayed = replayOne(id);
    const auto dropped
        = m_profile->write<Done>([&](Connection &connection) { return drop(connection, {id}, kNow); });

    QCOMPARE(replayed.error().kind, ErrorKind::Conflict);
    QCOMPARE(dropped.error().kind, ErrorKind::Conflict);
    QCOMPARE(stateOf(id), JobState::Sending);
}

void TestJobQueue::dropsWhatIsOwed()
{
    const QString id = m_profile->publishTo(m_subscriber, draft(u"a"_s))->jobs.first().value;
    const auto dropIt = [&] {
        return m_profile->write<Done>([&](Connection &connection) { return drop(connection, {id}, kNow); });
    };

    QVERIFY(dropIt());

    QCOMPARE(stateOf(id), JobState::Dropped);
    QVERIFY(m_profile->claim(m_profile->takeOverNow()).empty());
    QCOMPARE(dropIt().error().kind, ErrorKind::Conflict);
}

void TestJobQueue::replaysWhatAQueryFinds()
{
    const SubscriberKey other = m_profile->addSubscriber(u"other"_s);
    for (int i = 0; i < 6; ++i)
        QVERIFY(m_profile->publishTo(i % 2 == 0 ? m_subscriber : other, draft(u"a"_s)));
    const Epoch epoch = m_profile->takeOverNow();
    for (const ClaimedJob &job : m_profile->claim(epoch))
        QVERIFY(settleOne(epoch, settled(job, JobState::Failed, Outcome::RefusedStatus, 500)));
    JobQuery query;
    query.states = {JobState::Failed};
    query.subscribers = {idOf(other)};

    const auto replayed = m_profile->write<QList<JobId>>(
        [&](Connection &connection) { return replayAll(connection, query, kNow); });

    QCOMPARE(replayed->size(), 3);
    const auto claimed = m_profile->claim(epoch);
    QCOMPARE(claimed.size(), size_t(3));
    for (const ClaimedJob &job : claimed) {
        QVERIFY(job.manual);
        QCOMPARE(job.subscriber, other);
    }
}

void TestJobQueue::releasesHeldJobsOfOneSubscriber()
{
    const SubscriberKey other = m_profile->addSubscriber(u"other"_s);
    const auto hold = [&](SubscriberKey subscriber) {
        return m_profile->write<Published>([subscriber](Connection &connection) {
            const NewJob job{subscriber, JobState::Held};
            return publish(connection, draft(u"a"_s), {&job, 1}, kNow);
        });
    };
    QVERIFY(hold(m_subscriber));
    QVERIFY(hold(other));
    const Epoch epoch = m_profile->takeOverNow();
    QVERIFY(m_profile->claim(epoch).empty());

    const auto released = m_profile->write<int>(
        [&](Connection &connection) { return releaseHeld(connection, m_subscriber, kNow); });

    QCOMPARE(released.value(), 1);
    QCOMPARE(m_profile->claim(epoch).size(), size_t(1));
}

void TestJobQueue::knowsEachSubscribersFirstDueTime()
{
    const auto heads = [&] {
        return m_profile
            ->read<QHash<SubscriberKey, Instant>>(
                [](Connection &connection) { return queueHeads(connection); })
            .value();
    };
    QVERIFY(heads().isEmpty());
    const SubscriberKey other = m_profile->addSubscriber(u"other"_s);
    EventDraft event = draft(u"a"_s);
    event.at = kNow + 7s;
    QVERIFY(m_profile->publishTo(m_subscriber, event));
    event.at = kNow + 9s;
    QVERIFY(m_profile->publishTo(m_subscriber, event));
    QVERIFY(m_profile->publishTo(other, draft(u"a"_s)));

    const QHash<SubscriberKey, Instant> expected{{m_subscriber, kNow + 7s}, {other, kNow}};
    QCOMPARE(heads(), expected);
}

void TestJobQueue::claimsFromOneQueueAndKnowsWhatComesNext()
{
    const SubscriberKey other = m_profile->addSubscriber(u"other"_s);
    QVERIFY(m_profile->publishTo(other, draft(u"a"_s)));
    QVERIFY(m_profile->publishTo(m_subscriber, draft(u"b"_s)));
    EventDraft late = draft(u"c"_s);
    late.at = kNow + 7s;
    QVERIFY(m_profile->publishTo(m_subscriber, late));
    const Epoch epoch = m_profile->takeOverNow();

    const Claim claim = m_profile->claimFrom(m_subscriber, QueueOrder::ByDue, epoch, 10);

    QCOMPARE(claim.jobs.size(), size_t(1));
    QCOMPARE(claim.jobs.front().eventType, u"b"_s);
    QCOMPARE(claim.next, std::optional(kNow + 7s));
}

void TestJobQueue::keepsStrictOrderThroughARetry()
{
    QVERIFY(m_profile->publishTo(m_subscriber, draft(u"first"_s)));
    QVERIFY(m_profile->publishTo(m_subscriber, draft(u"second"_s)));
    const Epoch epoch = m_profile->takeOverNow();
    const Claim first = m_profile->claimFrom(m_subscriber, QueueOrder::Strict, epoch, 10);
    QCOMPARE(first.jobs.size(), size_t(1));
    SettledJob failed = settled(first.jobs.front(), JobState::Retrying, Outcome::RefusedStatus, 503);
    failed.due = kNow + 5s;
    QVERIFY(settleOne(epoch, failed));

    const Claim early = m_profile->claimFrom(m_subscriber, QueueOrder::Strict, epoch, 10, kNow + 1s);
    const Claim again = m_profile->claimFrom(m_subscriber, QueueOrder::Strict, epoch, 10, kNow + 5s);

    QVERIFY(early.jobs.empty());
    QCOMPARE(early.next, std::optional(kNow + 5s));
    QCOMPARE(again.jobs.front().eventType, u"first"_s);
}

void TestJobQueue::putsBackBeforeWhatCameLater()
{
    QVERIFY(m_profile->publishTo(m_subscriber, draft(u"first"_s)));
    const Epoch killed = m_profile->takeOverNow();
    QCOMPARE(m_profile->claimFrom(m_subscriber, QueueOrder::Strict, killed, 1).jobs.size(), size_t(1));
    QVERIFY(m_profile->publishTo(m_subscriber, draft(u"second"_s), kNow + 1s));
    const Epoch epoch
        = m_profile->write<Epoch>([](Connection &connection) { return takeOver(connection, kNow + 2s); })
              .value();

    const Claim claim = m_profile->claimFrom(m_subscriber, QueueOrder::Strict, epoch, 1, kNow + 2s);

    QCOMPARE(claim.jobs.front().eventType, u"first"_s);
}

void TestJobQueue::claimsFewerWhereBodiesAreLarge()
{
    EventDraft large = draft(u"large"_s);
    large.payload = '"' + QByteArray(1'000'000, 'x') + '"';
    for (int i = 0; i < 12; ++i)
        QVERIFY(m_profile->publishTo(m_subscriber, large));
    const Epoch epoch = m_profile->takeOverNow();

    const Claim claim = m_profile->claimFrom(m_subscriber, QueueOrder::ByDue, epoch, 100);

    QVERIFY(claim.jobs.size() < 12);
    QVERIFY(claim.next);
}

void TestJobQueue::isIdleWhenNothingIsOwed()
{
    const auto idle = [&] {
        return m_profile->read<bool>([](Connection &connection) { return isIdle(connection); }).value();
    };
    QVERIFY(idle());
    QVERIFY(m_profile->publishTo(m_subscriber, draft(u"a"_s)));
    QVERIFY(!idle());
    const Epoch epoch = m_profile->takeOverNow();
    const auto claimed = m_profile->claim(epoch);
    QVERIFY(!idle());

    QVERIFY(settleOne(epoch, settled(claimed.at(0), JobState::Delivered, Outcome::Delivered, 200)));

    QVERIFY(idle());
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestJobQueue)
#include "tst_jobqueue.moc"
