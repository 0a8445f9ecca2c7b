// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What becomes of requests that are on the wire when the deliverer ends.
#include "rig.h"

#include "backend/wording.h"

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Fields hourlyAt(const Receiver &receiver)
{
    Fields fields{{u"retry_policy"_s, u"1h"_s}, {u"timeout_ms"_s, 60000}};
    fields.insert(u"callback_url"_s, receiver.url());
    return fields;
}

} // namespace

class tst_GracefulEnd : public QObject
{
    Q_OBJECT

private slots:
    void letsWhatIsUnderWayFinish()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({200, {}, {}, 500ms});
        rig.subscribe(hourlyAt(receiver));
        rig.deliver();
        const JobId id = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(receiver.requests().size(), size_t(1));

        rig.stop();

        QCOMPARE(rig.stateOf(id), JobState::Delivered);
        QCOMPARE(rig.job(id).job.attempts.value_or(-1), 1);
    }

    void recordsWhatItAborts()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({200, {}, {}, 60s});
        rig.subscribe(hourlyAt(receiver));
        rig.deliver();
        const JobId id = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(receiver.requests().size(), size_t(1));

        rig.stop();

        const JobDetail detail = rig.job(id);
        QCOMPARE(detail.job.state, JobState::Waiting);
        QVERIFY(detail.job.nextAttemptAt <= rig.clock.now());
        QCOMPARE(detail.attemptLog.size(), 1);
        const Attempt &attempt = detail.attemptLog.front();
        QCOMPARE(attempt.outcome, Outcome::Aborted);
        QVERIFY(attempt.error.contains(u"may have arrived"_s));
        QVERIFY(attempt.peer.startsWith(u"127.0.0.1:"_s));
        const wording::Verdict verdict = wording::verdict(detail);
        QVERIFY(verdict.summary.contains(u"may have arrived"_s));
        QVERIFY(verdict.advice.contains(u"sent again"_s));
    }

    void countsNoTryForWhatItAborts()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({200, {}, {}, 60s});
        rig.subscribe(hourlyAt(receiver));
        rig.deliver();
        const JobId id = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(receiver.requests().size(), size_t(1));
        rig.stop();

        receiver.answer({503, {}, {}, 0ms});
        rig.deliver();

        // The policy has one retry: it is still to come.
        QTRY_COMPARE(rig.stateOf(id), JobState::Retrying);
        QCOMPARE(rig.job(id).attemptLog.size(), 2);
        QCOMPARE(rig.job(id).attemptLog.back().number, 2);
    }

    void leavesAReplayAPersons()
    {
        Rig rig;
        Receiver receiver;
        receiver.answer({500, {}, {}, 0ms});
        rig.subscribe({{u"callback_url"_s, receiver.url()}, {u"retry_policy"_s, u"none"_s}});
        rig.deliver();
        const JobId id = rig.publish(u"order.delivered"_s);
        QTRY_COMPARE(rig.stateOf(id), JobState::Failed);
        receiver.answer({200, {}, {}, 60s});
        QVERIFY(Rig::wait(rig.backend->replay({{id}, std::nullopt})));
        QTRY_COMPARE(receiver.requests().size(), size_t(2));
        rig.stop();

        receiver.answer({200, {}, {}, 0ms});
        rig.deliver();

        QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);
        const QList<Attempt> log = rig.job(id).attemptLog;
        QCOMPARE(log.size(), 3);
        QVERIFY(log.at(1).manual && log.at(2).manual);
    }
};

QTEST_GUILESS_MAIN(tst_GracefulEnd)
#include "tst_gracefulend.moc"
