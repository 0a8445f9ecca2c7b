// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/retrypolicy.h"

#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox {

namespace {

using std::chrono::milliseconds;

RetryPolicy policyOf(const QString &text)
{
    return retryPolicyFrom(text, u"retry_policy"_s).value_or(RetryPolicy{});
}

// All waits together, each without its random part (0) or with all of it (1).
milliseconds totalOf(const RetryPolicy &policy, double random)
{
    milliseconds total{0};
    for (int tries = 1; const auto wait = waitAfter(policy, tries, random); ++tries)
        total += *wait;
    return total;
}

} // namespace

class RetryPolicyTest final : public QObject
{
    Q_OBJECT

private slots:
    void waitsAsLongAsAskedWithinTheNextTwoWaits_data()
    {
        QTest::addColumn<int>("tries");
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("seconds");
        QTest::newRow("shorter than its own") << 1 << 2 << 5;
        QTest::newRow("longer") << 1 << 20 << 20;
        QTest::newRow("longer than the next two") << 1 << 3600 << 35;
        QTest::newRow("after the last but one") << 2 << 3600 << 30;
    }

    void waitsAsLongAsAskedWithinTheNextTwoWaits()
    {
        QFETCH(int, tries);
        QFETCH(int, asked);
        QFETCH(int, seconds);
        const Result<RetryPolicy> policy = retryPolicyFrom(u"5s,30s"_s, u"retry_policy"_s);

        const auto wait = waitAfter(*policy, tries, 0.0, std::chrono::seconds(asked));

        QCOMPARE(wait, std::optional<std::chrono::milliseconds>(std::chrono::seconds(seconds)));
        QVERIFY(!waitAfter(*policy, 3, 0.0, std::chrono::seconds(asked)));
    }

    void namedPoliciesLastAsDocumented_data();
    void namedPoliciesLastAsDocumented();
    void standardIsTheDefault();
    void hookshotWaitsItsFormula();
    void jitterIsNeverEarlyAndAtMostATenth_data();
    void jitterIsNeverEarlyAndAtMostATenth();
    void givesUpAfterTheLastWait();
    void readsLists();
    void refuses_data();
    void refuses();
    void readsDurations_data();
    void readsDurations();
};

void RetryPolicyTest::namedPoliciesLastAsDocumented_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("retries");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("standard: 75:35:05") << u"standard"_s << 9 << qint64(75 * 3600 + 35 * 60 + 5);
    QTest::newRow("hookshot: about 20.4 days") << u"hookshot"_s << 25 << qint64(1'763'395);
    QTest::newRow("planomatic: 7 days") << u"planomatic"_s << 1680 << qint64(7 * 24 * 3600);
    QTest::newRow("superoffice") << u"superoffice"_s << 2 << qint64(5);
    QTest::newRow("none") << u"none"_s << 0 << qint64(0);
}

void RetryPolicyTest::namedPoliciesLastAsDocumented()
{
    QFETCH(QString, name);
    QVERIFY(retryPolicyNames().contains(name));

    const RetryPolicy policy = policyOf(name);

    QCOMPARE(policy.text, name);
    QTEST(int(policy.waits.size()), "retries");
    QTEST(qint64(totalOf(policy, 0) / 1s), "seconds");
}

void RetryPolicyTest::standardIsTheDefault()
{
    QCOMPARE(policyOf({}), policyOf(u"standard"_s));
}

void RetryPolicyTest::hookshotWaitsItsFormula()
{
    const RetryPolicy policy = policyOf(u"hookshot"_s);

    for (int n = 0; n < 25; ++n) {
        const qint64 base = qint64(n) * n * n * n + 15;
        QCOMPARE(waitAfter(policy, n + 1, 0), std::optional<milliseconds>(base * 1s));
        QCOMPARE(waitAfter(policy, n + 1, 1), std::optional<milliseconds>((base + 9 * (n + 1)) * 1s));
    }
    QVERIFY(totalOf(policy, 0) > 20 * 24h && totalOf(policy, 0) < 21 * 24h);
}

void RetryPolicyTest::jitterIsNeverEarlyAndAtMostATenth_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"standard", "planomatic", "superoffice", "5s,5m,30m", "1", "7ms"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void RetryPolicyTest::jitterIsNeverEarlyAndAtMostATenth()
{
    QFETCH(QString, text);
    const RetryPolicy policy = policyOf(text);
    QVERIFY(!policy.waits.empty());

    for (int tries = 1; tries <= int(policy.waits.size()); ++tries) {
        const milliseconds base = policy.waits[size_t(tries) - 1].base;
        for (const double random : {-1.0, 0.0, 0.001, 0.5, 0.999, 1.0, 2.0}) {
            const std::optional<milliseconds> wait = waitAfter(policy, tries, random);
            QVERIFY(wait.has_value());
            QVERIFY(*wait >= base && *wait <= base + base / 10);
        }
    }
}

void RetryPolicyTest::givesUpAfterTheLastWait()
{
    const RetryPolicy policy = policyOf(u"1s,2s"_s);

    QCOMPARE(waitAfter(policy, 1, 0), std::optional<milliseconds>(1s));
    QCOMPARE(waitAfter(policy, 2, 0), std::optional<milliseconds>(2s));
    QCOMPARE(waitAfter(policy, 3, 0), std::nullopt);
    QCOMPARE(waitAfter(policy, 0, 0), std::nullopt);
    QCOMPARE(waitAfter(policyOf(u"none"_s), 1, 0), std::nullopt);
}

void RetryPolicyTest::readsLists()
{
    const RetryPolicy policy = policyOf(u"5s, 5m,30m,2h,1d,30,250ms"_s);

    std::vector<milliseconds> bases;
    for (const RetryPolicy::Wait &wait : policy.waits)
        bases.push_back(wait.base);
    QCOMPARE(bases, (std::vector<milliseconds>{5s, 5min, 30min, 2h, 24h, 30s, 250ms}));
    QCOMPARE(policy.text, u"5s, 5m,30m,2h,1d,30,250ms"_s);
}

void RetryPolicyTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"sometimes",
                             "Standard",
                             " ",
                             ",",
                             "5s,",
                             ",5s",
                             "5s,,5m",
                             "-5s",
                             "5x",
                             "s",
                             "5.5s",
                             "5s 5m",
                             "31d",
                             "99999999999999999999",
                             "9223372036854775807d",
                             "+5s",
                             "٥s"})
        QTest::newRow(text) << QString::fromUtf8(text);
    QTest::newRow("too many") << QStringList(2001, u"1s"_s).join(u',');
}

void RetryPolicyTest::refuses()
{
    QFETCH(QString, text);

    const Result<RetryPolicy> policy = retryPolicyFrom(text, u"retry_policy"_s);

    QVERIFY(!policy);
    QCOMPARE(policy.error().reason, Reason::RetryPolicyForm);
    QCOMPARE(policy.error().field, u"retry_policy"_s);
}

void RetryPolicyTest::readsDurations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("millis");
    QTest::newRow("seconds") << u"5s"_s << qint64(5'000);
    QTest::newRow("bare number") << u"30"_s << qint64(30'000);
    QTest::newRow("milliseconds") << u"7ms"_s << qint64(7);
    QTest::newRow("minutes") << u"90m"_s << qint64(5'400'000);
    QTest::newRow("hours") << u"2h"_s << qint64(7'200'000);
    QTest::newRow("days") << u"30d"_s << qint64(2'592'000'000);
    QTest::newRow("zero") << u"0"_s << qint64(0);
    QTest::newRow("spaces around") << u" 5s "_s << qint64(5'000);
}

void RetryPolicyTest::readsDurations()
{
    QFETCH(QString, text);
    QFETCH(qint64, millis);
    QCOMPARE(durationFrom(text), std::optional(milliseconds(millis)));
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::RetryPolicyTest)
#include "tst_retrypolicy.moc"
