// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The wall clock is set an hour forward or back: nothing is sent twice, and each retry waits for its own
// step of time that passes.

#include "rig.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class ClockSetTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_rig.reset(); }
    void keepsARetrysWait_data();
    void keepsARetrysWait();
    void waitsNoLongerThanTheStepAfterARestart();
    void mendsOnceHoweverOftenItRestarts();
    void sendsAtOnceWhatWaited();
    void keepsTheTimeOfDayOfAnEvent();
    void sendsNothingTwice();

private:
    // One that was refused and is tried again after ten minutes.
    JobId refusedOnce();
    [[nodiscard]] std::chrono::milliseconds waitOf(const JobId &id);

    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<Rig> m_rig;
};

namespace {

// Nobody is early, and the jitter is a tenth at most.
constexpr auto kStep = 10min;
constexpr auto kLongest = 11min;

} // namespace

void ClockSetTest::init()
{
    m_receiver = std::make_unique<Receiver>();
    m_rig = std::make_unique<Rig>();
    m_rig->subscribe({{u"callback_url"_s, m_receiver->url()}, {u"retry_policy"_s, u"10m,10m"_s}});
}

JobId ClockSetTest::refusedOnce()
{
    m_receiver->answer({503, {}, {}, 0ms});
    m_rig->deliver();
    const JobId id = m_rig->publish(u"order.delivered"_s);
    [&] { QTRY_COMPARE(m_rig->stateOf(id), JobState::Retrying); }();
    m_receiver->answer({});
    return id;
}

std::chrono::milliseconds ClockSetTest::waitOf(const JobId &id)
{
    return m_rig->job(id).job.nextAttemptAt.value_or(Instant()) - m_rig->clock.now();
}

void ClockSetTest::keepsARetrysWait_data()
{
    QTest::addColumn<int>("hours");
    QTest::newRow("back") << -1;
    QTest::newRow("forward") << 1;
}

void ClockSetTest::keepsARetrysWait()
{
    QFETCH(const int, hours);
    const JobId id = refusedOnce();
    const auto before = waitOf(id);
    m_rig->clock.advance(4min);

    m_rig->clock.set(std::chrono::hours(hours));

    QTRY_COMPARE(waitOf(id), before - 4min);
    QVERIFY(waitOf(id) >= kStep - 4min && waitOf(id) <= kLongest - 4min);
    m_rig->clock.advance(5min);
    QCOMPARE(m_rig->stateOf(id), JobState::Retrying);
    m_rig->clock.advance(2min);
    QTRY_COMPARE(m_rig->stateOf(id), JobState::Delivered);
    QCOMPARE(m_receiver->requests().size(), size_t(2));
}

// What nobody saw is told by what was sent: it lies in time to come.
void ClockSetTest::waitsNoLongerThanTheStepAfterARestart()
{
    const JobId id = refusedOnce();
    m_rig->stop();
    m_rig->clock.set(-1h);

    m_rig->deliver();

    QTRY_VERIFY(waitOf(id) <= kLongest);
    QVERIFY(waitOf(id) >= kStep);
}

void ClockSetTest::mendsOnceHoweverOftenItRestarts()
{
    const JobId id = refusedOnce();
    m_rig->stop();
    m_rig->clock.set(-1h);
    m_rig->deliver();
    QTRY_VERIFY(waitOf(id) <= kLongest);
    const auto wait = waitOf(id);

    m_rig->clock.advance(1min);
    m_rig->stop();
    m_rig->deliver();
    const JobId other = m_rig->publish(u"order.canceled"_s); // delivered after the take-over

    QTRY_COMPARE(m_rig->stateOf(other), JobState::Delivered);
    QCOMPARE(waitOf(id), wait - 1min);
}

void ClockSetTest::sendsAtOnceWhatWaited()
{
    const JobId left = m_rig->publish(u"order.delivered"_s);
    m_rig->clock.set(-1h);

    m_rig->deliver();

    QTRY_COMPARE(m_rig->stateOf(left), JobState::Delivered);
}

void ClockSetTest::keepsTheTimeOfDayOfAnEvent()
{
    EventDraft event;
    event.type = u"order.delivered"_s;
    event.payload = "{}";
    event.at = m_rig->clock.now() + 30min;
    const JobId id = Rig::wait(m_rig->backend->publish({event})).value().front().jobs.front();
    m_rig->deliver();
    const JobId first = m_rig->publish(u"order.canceled"_s);
    QTRY_COMPARE(m_rig->stateOf(first), JobState::Delivered);

    m_rig->clock.set(-1h);
    const JobId second = m_rig->publish(u"order.canceled"_s);
    QTRY_COMPARE(m_rig->stateOf(second), JobState::Delivered);
    QCOMPARE(waitOf(id), 90min);

    m_rig->clock.advance(91min);
    m_rig->dispatcher->wake();
    QTRY_COMPARE(m_rig->stateOf(id), JobState::Delivered);
}

void ClockSetTest::sendsNothingTwice()
{
    m_receiver->answer({200, {}, {}, 700ms});
    m_rig->deliver();
    const JobId id = m_rig->publish(u"order.delivered"_s);
    QTRY_COMPARE(m_receiver->requests().size(), size_t(1));

    m_rig->clock.set(-1h); // while it is on the wire

    QTRY_COMPARE(m_rig->stateOf(id), JobState::Delivered);
    m_rig->restart();
    const JobId next = m_rig->publish(u"order.canceled"_s);
    QTRY_COMPARE(m_rig->stateOf(next), JobState::Delivered);
    QCOMPARE(m_receiver->requests().size(), size_t(2));
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::ClockSetTest)
#include "tst_clockset.moc"
