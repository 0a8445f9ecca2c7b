// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/health.h"

#include <QTest>

using namespace tacklebox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant kStart = fromMillis(1'700'000'000'000);

Attempt failed(Instant at, int code = 500)
{
    Attempt attempt;
    attempt.at = at;
    attempt.outcome = Outcome::RefusedStatus;
    attempt.statusCode = code;
    attempt.error = u"answered %1"_s.arg(code);
    return attempt;
}

Attempt delivered(Instant at)
{
    Attempt attempt = failed(at, 200);
    attempt.outcome = Outcome::Delivered;
    return attempt;
}

HealthRule ruleOf(const QString &policy)
{
    return healthRuleFor(*retryPolicyFrom(policy, u"retry_policy"_s));
}

} // namespace

class tst_Health : public QObject
{
    Q_OBJECT

private slots:
    void stopsAfterNineFailuresAtSuperOffice()
    {
        const HealthRule rule = ruleOf(u"superoffice"_s);
        Health health;
        QList<int> warned;
        QList<int> stopped;
        for (int i = 1; i <= 9; ++i) {
            const HealthStep step = healthAfter(health, rule, failed(kStart + i * 1s), kStart + i * 1s);
            health = step.health;
            if (step.isWarned)
                warned.append(i);
            if (step.isStopped)
                stopped.append(i);
        }

        QCOMPARE(warned, QList<int>{6});
        QCOMPARE(stopped, QList<int>{9});
        QCOMPARE(health.reason, StopReason::Failures);
        QCOMPARE(health.failures, 9);
        QCOMPARE(health.since, std::optional(kStart + 1s));
        QCOMPARE(health.lastError, u"answered 500"_s);
    }

    void stopsAfterDaysOfNothingButFailures()
    {
        const HealthRule rule = ruleOf(u"standard"_s);
        Health health;
        std::optional<std::chrono::hours> stopped;
        for (auto time = 0h; time <= 200h && !stopped; time += 6h) {
            const HealthStep step = healthAfter(health, rule, failed(kStart + time), kStart + time);
            health = step.health;
            if (step.isStopped)
                stopped = time;
        }

        QCOMPARE(stopped, std::optional(120h));
        QCOMPARE(health.warnedAt, std::optional<Instant>(kStart + 60h));
    }

    void aDeliveryEndsTheRun()
    {
        const HealthRule rule = ruleOf(u"superoffice"_s);
        Health health;
        for (int i = 0; i < 8; ++i)
            health = healthAfter(health, rule, failed(kStart), kStart).health;

        health = healthAfter(health, rule, delivered(kStart), kStart).health;

        QCOMPARE(health, Health{});
    }

    void goneStopsAtOnce_data()
    {
        QTest::addColumn<QString>("policy");
        for (const QString &name : retryPolicyNames())
            QTest::newRow(qPrintable(name)) << name;
    }

    void goneStopsAtOnce()
    {
        QFETCH(QString, policy);

        const HealthStep step = healthAfter({}, ruleOf(policy), failed(kStart, 410), kStart);

        QVERIFY(step.isStopped);
        QCOMPARE(step.health.reason, StopReason::Gone);
    }

    void aPersonsReplayNeverCounts()
    {
        Attempt replay = failed(kStart, 410);
        replay.manual = true;
        Health health;
        health.failures = 3;

        QCOMPARE(healthAfter(health, ruleOf(u"superoffice"_s), replay, kStart).health, health);
    }

    void neverStopsWhereNoStopIsDocumented()
    {
        for (const QString &policy : {u"hookshot"_s, u"planomatic"_s}) {
            Health health;
            for (int i = 0; i < 2000; ++i) {
                const HealthStep step
                    = healthAfter(health, ruleOf(policy), failed(kStart + i * 1h), kStart + i * 1h);
                QVERIFY(!step.isStopped);
                health = step.health;
            }
        }
    }

    void aLateDeliveryDoesNotStartItAgain()
    {
        const HealthRule rule = ruleOf(u"standard"_s);
        const Health stopped = healthAfter({}, rule, failed(kStart, 410), kStart).health;

        QCOMPARE(healthAfter(stopped, rule, delivered(kStart), kStart).health, stopped);
    }
};

QTEST_GUILESS_MAIN(tst_Health)
#include "tst_health.moc"
