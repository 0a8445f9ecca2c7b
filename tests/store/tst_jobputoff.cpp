// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Jobs that are not sent after all: held with their subscriber, dropped many at once, cancelled with their
// event, and what is scheduled keeps its time.
#include "profile.h"

#include "store/eventstore.h"
#include "store/jobputoff.h"

#include <QTest>

using namespace tacklebox;
using namespace tacklebox::store;
using namespace tacklebox::store::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_JobPutOff : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void holdsTheQueueOfAStoppedSubscriber();
    void leavesTheQueueOfAnActiveOne();
    void keepsTheTimeOfWhatWasScheduled();
    void dropsWhatAFilterFinds();
    void cancelsAnEventThatIsScheduled();
    void refusesToCancelWhatIsOver();

private:
    Published publish(std::optional<Instant> at = {})
    {
        EventDraft event = draft(u"order.received"_s);
        event.at = at;
        return m_profile->publishTo(m_subscriber, event).value();
    }

    Job job(const Published &published)
    {
        return m_profile->detail(published.jobs.front().value).value().job;
    }

    void setState(SubscriberState state)
    {
        QVERIFY(m_profile->write<Done>([&](Connection &connection) {
            return setSubscriberState(connection, m_subscriber, state, kNow);
        }));
    }

    int hold()
    {
        return m_profile
            ->write<int>([&](Connection &connection) { return holdQueued(connection, m_subscriber); })
            .value();
    }

    Result<CancelledEvent> cancel(const Published &published)
    {
        return m_profile->write<CancelledEvent>(
            [&](Connection &connection) { return cancelEvent(connection, published.id); });
    }

    void settleAll(JobState next, Outcome outcome, int code)
    {
        const Epoch epoch = m_profile->takeOverNow();
        std::vector<SettledJob> jobs;
        for (const ClaimedJob &claimed : m_profile->claim(epoch)) {
            jobs.push_back(settled(claimed, next, outcome, code));
            if (next == JobState::Retrying)
                jobs.back().due = kNow + 1h;
        }
        QVERIFY(m_profile->write<int>(
            [&](Connection &connection) { return settle(connection, epoch, jobs, kNow); }));
    }

    std::unique_ptr<Profile> m_profile;
    SubscriberKey m_subscriber;
};

void tst_JobPutOff::init()
{
    m_profile = std::make_unique<Profile>();
    m_subscriber = m_profile->addSubscriber(u"acme"_s);
}

void tst_JobPutOff::holdsTheQueueOfAStoppedSubscriber()
{
    const Published retried = publish();
    settleAll(JobState::Retrying, Outcome::RefusedStatus, 503);
    const Published waiting = publish();
    setState(SubscriberState::Stopped);

    QCOMPARE(hold(), 2);

    QCOMPARE(job(retried).state, JobState::Held);
    QCOMPARE(job(waiting).state, JobState::Held);
    QVERIFY(!job(retried).nextAttemptAt);
    QVERIFY(job(retried).lastError.isEmpty()); // nothing stands in its way but the stop
    QCOMPARE(hold(), 0);
}

void tst_JobPutOff::leavesTheQueueOfAnActiveOne()
{
    const Published waiting = publish();

    QCOMPARE(hold(), 0);

    QCOMPARE(job(waiting).state, JobState::Waiting);
}

void tst_JobPutOff::keepsTheTimeOfWhatWasScheduled()
{
    const Published soon = publish();
    const Published later = publish(kNow + 24h);
    setState(SubscriberState::Stopped);
    QCOMPARE(hold(), 2);

    setState(SubscriberState::Active);
    m_profile->write<int>(
        [&](Connection &connection) { return releaseHeld(connection, m_subscriber, kNow + 1h); });

    QCOMPARE(job(soon).nextAttemptAt, kNow + 1h);
    QCOMPARE(job(later).nextAttemptAt, kNow + 24h);
}

void tst_JobPutOff::dropsWhatAFilterFinds()
{
    const Published delivered = publish();
    settleAll(JobState::Delivered, Outcome::Delivered, 200);
    const Published waiting = publish();
    const auto found = m_profile->read<QList<qint64>>(
        [](Connection &connection) { return droppableJobs(connection, {}); });
    QCOMPARE(found.value().size(), 1);

    const auto dropped
        = m_profile->write<int>([&](Connection &connection) { return dropJobs(connection, *found); });

    QCOMPARE(dropped.value(), 1);
    QCOMPARE(job(waiting).state, JobState::Dropped);
    QCOMPARE(job(delivered).state, JobState::Delivered);
}

void tst_JobPutOff::cancelsAnEventThatIsScheduled()
{
    const Published scheduled = publish(kNow + 24h);
    const auto before = m_profile->read<Event>(
        [&](Connection &connection) { return store::event(connection, scheduled.id); });
    QCOMPARE(before.value().at, kNow + 24h);
    QCOMPARE(before.value().waiting, 1);

    QCOMPARE(cancel(scheduled).value(), (CancelledEvent{scheduled.id, 1, 0}));

    QCOMPARE(job(scheduled).state, JobState::Dropped);
    const auto after = m_profile->read<Event>(
        [&](Connection &connection) { return store::event(connection, scheduled.id); });
    QCOMPARE(after.value().waiting, 0);
}

void tst_JobPutOff::refusesToCancelWhatIsOver()
{
    const Published retried = publish();
    settleAll(JobState::Retrying, Outcome::RefusedStatus, 503);
    // What has been sent already is said.
    QCOMPARE(cancel(retried).value().sent, 1);

    const auto again = cancel(retried);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QCOMPARE(again.error().reason, Reason::NothingToCancel);
    const Published none{{u"99"_s}, {}, {}, {}, false};
    QCOMPARE(cancel(none).error().reason, Reason::NoSuchEvent);
}

QTEST_GUILESS_MAIN(tst_JobPutOff)
#include "tst_jobputoff.moc"
