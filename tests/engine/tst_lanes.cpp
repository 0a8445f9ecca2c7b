// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Who may send how much, and when: shares, pace, rate, order, and hosts that rest.
#include "engine/lanes.h"

#include <QTest>

using namespace tacklebox;
using namespace tacklebox::engine;
using namespace std::chrono_literals;

namespace {

constexpr int kWindow = 1024;
const SubscriberKey kOne{1};
const SubscriberKey kTwo{2};

Moment at(std::chrono::milliseconds since)
{
    return {fromMillis(1'000'000) + since, SteadyTime(1h + since)};
}

// Everybody has a queue that never ends.
class Wire
{
public:
    explicit Wire(const QHash<SubscriberKey, LaneRule> &rules)
        : m_rules(rules)
    {
        lanes.setRules(rules);
        QHash<SubscriberKey, Instant> queue;
        for (auto rule = rules.begin(); rule != rules.end(); ++rule)
            queue.insert(rule.key(), at(0ms).wall);
        lanes.setQueue(queue);
    }

    // Claims what it may; answers how many went to each.
    QHash<SubscriberKey, int> claim(const Moment &now)
    {
        QHash<SubscriberKey, int> claimed;
        for (const Ask &ask : lanes.asks(now)) {
            lanes.claimed(ask.subscriber, ask.limit, at(0ms).wall, now.steady);
            claimed[ask.subscriber] += ask.limit;
            inFlight[ask.subscriber] += ask.limit;
        }
        return claimed;
    }

    void end(SubscriberKey key, int jobs, Feedback feedback, const Moment &now,
             std::chrono::milliseconds took = 0ms)
    {
        for (int i = 0; i < jobs; ++i)
            lanes.ended(key, feedback, took, now.steady);
        inFlight[key] -= jobs;
    }

    // Answers everything, until it doesn't grow any more.
    void warmUp(SubscriberKey key)
    {
        for (int i = 0; i < 20; ++i) {
            claim(at(0ms));
            end(key, inFlight.value(key), Feedback::Answered, at(0ms));
        }
    }

    Lanes lanes{kWindow};
    QHash<SubscriberKey, int> inFlight;

private:
    QHash<SubscriberKey, LaneRule> m_rules;
};

} // namespace

class tst_Lanes : public QObject
{
    Q_OBJECT

private slots:
    void beginsWithFewAndGrowsWithAnswers()
    {
        Wire wire({{kOne, {}}});

        QCOMPARE(wire.claim(at(0ms)).value(kOne), Lane::kFirstLimit);
        wire.warmUp(kOne);

        QCOMPARE(wire.claim(at(0ms)).value(kOne), kWindow / 2);
    }

    void leavesFreeWhatOneHolds()
    {
        Wire wire({{kOne, {}}, {kTwo, {}}});
        wire.warmUp(kOne);
        wire.claim(at(0ms));

        // The first one hangs from here on; the second answers.
        for (int i = 0; i < 20; ++i) {
            wire.end(kTwo, wire.inFlight.value(kTwo), Feedback::Answered, at(0ms));
            wire.claim(at(0ms));
        }

        QVERIFY(wire.inFlight.value(kTwo) >= kWindow / 8);
    }

    void givesEachOfManyItsTurn()
    {
        QHash<SubscriberKey, LaneRule> rules;
        for (int i = 1; i <= 3 * kWindow; ++i)
            rules.insert(SubscriberKey{i}, {});
        Wire wire(rules);
        QSet<SubscriberKey> served;

        for (int turn = 0; turn < 3; ++turn) {
            const auto claimed = wire.claim(at(0ms));
            for (auto it = claimed.begin(); it != claimed.end(); ++it) {
                served.insert(it.key());
                wire.end(it.key(), *it, Feedback::Answered, at(0ms));
            }
        }

        QCOMPARE(served.size(), rules.size());
    }

    void keepsItsOwnLimit()
    {
        Wire wire({{kOne, {.most = 3, .origin = {}}}});
        wire.warmUp(kOne);

        QCOMPARE(wire.claim(at(0ms)).value(kOne), 3);
        QVERIFY(wire.claim(at(0ms)).isEmpty());
        wire.end(kOne, 1, Feedback::Answered, at(0ms));
        QCOMPARE(wire.claim(at(0ms)).value(kOne), 1);
    }

    void sendsOneAfterTheOtherWhereOrderCounts()
    {
        Wire wire({{kOne, {.isOrdered = true, .origin = {}}}});

        const std::vector<Ask> asks = wire.lanes.asks(at(0ms));

        QCOMPARE(asks, (std::vector<Ask>{{kOne, 1, {.isOrdered = true, .origin = {}}}}));
        wire.claim(at(0ms));
        QVERIFY(wire.claim(at(0ms)).isEmpty());
    }

    void keepsItsRate()
    {
        Wire wire({{kOne, {.perSecond = 5, .origin = {}}}});
        int sent = 0;

        for (auto time = 0ms; time <= 10s; time += 10ms) {
            const auto claimed = wire.claim(at(time));
            for (const int jobs : claimed)
                sent += jobs;
            wire.end(kOne, wire.inFlight.value(kOne), Feedback::Answered, at(time));
        }

        QVERIFY2(sent >= 50 && sent <= 51, qPrintable(QString::number(sent)));
        QCOMPARE(wire.lanes.patience(at(10s)), std::optional(200ms));
    }

    void keepsARateBelowOneASecond()
    {
        Wire wire({{kOne, {.perSecond = 0.5, .origin = {}}}});

        QCOMPARE(wire.claim(at(0ms)).value(kOne), 1);
        wire.end(kOne, 1, Feedback::Answered, at(0ms));
        QVERIFY(wire.claim(at(1900ms)).isEmpty());
        QCOMPARE(wire.claim(at(2s)).value(kOne), 1);
    }

    void halvesWhenTheReceiverIsOverloaded()
    {
        Wire wire({{kOne, {}}});
        wire.warmUp(kOne);
        QCOMPARE(wire.claim(at(0ms)).value(kOne), 512);

        for (auto time = 0ms; time < 20s; time += 1s) {
            wire.end(kOne, wire.inFlight.value(kOne) - 1, Feedback::Overloaded, at(time));
            wire.end(kOne, 1, Feedback::Answered, at(time)); // so that its host doesn't rest
            wire.claim(at(time));
        }

        QVERIFY2(wire.inFlight.value(kOne) <= 2, qPrintable(QString::number(wire.inFlight.value(kOne))));
        QVERIFY(wire.inFlight.value(kOne) >= 1);
    }

    void growsToTheConnectionsOfOneThatIsSlow()
    {
        Wire wire({{kOne, {}}});

        for (int i = 0; i < 20; ++i) {
            wire.claim(at(0ms));
            wire.end(kOne, wire.inFlight.value(kOne), Feedback::Answered, at(0ms), 5s);
        }

        QCOMPARE(wire.claim(at(0ms)).value(kOne), 64);
    }

    void takesNoMoreThanIsAnsweredInAMoment()
    {
        Wire wire({{kOne, {}}});
        wire.warmUp(kOne);
        wire.claim(at(0ms));

        for (int i = 0; i < 1000; ++i) {
            wire.end(kOne, 1, Feedback::Answered, at(i * 10ms), 1s);
            wire.claim(at(i * 10ms));
        }

        const int left = wire.inFlight.value(kOne);
        QVERIFY2(left > 48 && left <= 64,
                 qPrintable(QString::number(left))); // as many as a host has connections
        wire.end(kOne, left, Feedback::Answered, at(0ms), 100ms);
        QVERIFY(wire.claim(at(0ms)).value(kOne) > 64);
    }

    void probesARestingHostWithOneJob()
    {
        const QByteArray host = "https://acme.example:443";
        Wire wire({{kOne, {.origin = host}}, {kTwo, {.origin = host}}});
        wire.claim(at(0ms));
        wire.end(kOne, wire.inFlight.value(kOne), Feedback::Unreachable, at(0ms));
        wire.end(kTwo, wire.inFlight.value(kTwo), Feedback::Unreachable, at(0ms));

        QVERIFY(wire.claim(at(29s)).isEmpty());
        QVERIFY(wire.lanes.restOf(kTwo));
        const auto probe = wire.claim(at(30s));
        QCOMPARE(probe.size(), 1);
        QCOMPARE(*probe.begin(), 1);
        QVERIFY(wire.claim(at(31s)).isEmpty()); // until it is back

        wire.end(probe.begin().key(), 1, Feedback::Unreachable, at(31s));
        QVERIFY(wire.claim(at(90s)).isEmpty()); // twice as long
        const auto second = wire.claim(at(91s));
        QCOMPARE(second.size(), 1);
        wire.end(second.begin().key(), 1, Feedback::Answered, at(91s));
        QVERIFY(!wire.lanes.restOf(kOne));
        QCOMPARE(wire.claim(at(91s)).size(), 2);
    }

    void anotherHostGoesOn()
    {
        Wire wire({{kOne, {.origin = "https://a:443"}}, {kTwo, {.origin = "https://b:443"}}});
        wire.claim(at(0ms));
        wire.end(kOne, wire.inFlight.value(kOne), Feedback::Unreachable, at(0ms));
        wire.end(kTwo, wire.inFlight.value(kTwo), Feedback::Answered, at(0ms));

        const auto claimed = wire.claim(at(1s));

        QVERIFY(!claimed.contains(kOne));
        QVERIFY(claimed.value(kTwo) > 0);
    }

    void waitsForWhatIsDueNext()
    {
        Lanes lanes(kWindow);
        lanes.setQueue({{kOne, at(7s).wall}, {kTwo, at(9s).wall}});

        QVERIFY(lanes.asks(at(0ms)).empty());
        QCOMPARE(lanes.patience(at(0ms)), std::optional<std::chrono::milliseconds>(7s));
        QCOMPARE(lanes.asks(at(7s)).size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(tst_Lanes)
#include "tst_lanes.moc"
