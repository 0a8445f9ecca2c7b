// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How long a request waits for those before it.
#include "dialects/pace.h"
#include "dialects/planomatic/planomatic.h"

#include <QTest>

using namespace tacklebox::dialects;
using namespace std::chrono_literals;

class tst_Pace : public QObject
{
    Q_OBJECT

private slots:
    void letsSoManyGoAtOnce()
    {
        Pace pace({3, 10s});
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(pace.wait(m_start), 0ms);
            pace.sent(m_start);
        }
        QCOMPARE(pace.wait(m_start), 10'000ms);
        QCOMPARE(pace.wait(m_start + 4s), 6'000ms);
        QCOMPARE(pace.wait(m_start + 10s), 0ms);
    }

    void neverLetsMoreGoInAnySpan()
    {
        const Rate rate{50, 60s};
        Pace pace(rate);
        std::deque<Pace::Time> sent;
        for (Pace::Time now = m_start; sent.size() < 500; now += 100ms) {
            if (pace.wait(now) > 0ms)
                continue;
            pace.sent(now);
            sent.push_back(now);
        }
        for (size_t i = 50; i < sent.size(); ++i)
            QVERIFY2(sent[i] - sent[i - 50] >= rate.span, qPrintable(QString::number(i)));
        QVERIFY(sent.back() - sent.front() < 10 * rate.span);
    }

    void waitsForTheOneThatMakesRoom()
    {
        Pace pace({2, 10s});
        pace.sent(m_start);
        pace.sent(m_start + 3s);
        QCOMPARE(pace.wait(m_start + 5s), 5'000ms);

        pace.sent(m_start + 5s); // went all the same
        QCOMPARE(pace.wait(m_start + 5s), 8'000ms);
    }

    void neverSaysThatItIsTimeTooEarly()
    {
        Pace pace({1, 10ms});
        pace.sent(m_start);
        QCOMPARE(pace.wait(m_start + 9'999us), 1ms);
    }

    void goesAtOnceWithoutARate()
    {
        Pace pace(Rate{});
        for (int i = 0; i < 1000; ++i) {
            QCOMPARE(pace.wait(m_start), 0ms);
            pace.sent(m_start);
        }
    }

    void restsAsItIsTold()
    {
        Pace pace(Rate{});
        pace.rest(m_start + 5s);
        pace.rest(m_start + 2s);
        QCOMPARE(pace.wait(m_start + 1s), 4'000ms);
        QCOMPARE(pace.wait(m_start + 5s), 0ms);
    }

    void waitsForTheLongerOfTheTwo()
    {
        Pace pace({1, 10s});
        pace.sent(m_start);
        pace.rest(m_start + 5s);
        QCOMPARE(pace.wait(m_start), 10'000ms);
        pace.rest(m_start + 20s);
        QCOMPARE(pace.wait(m_start), 20'000ms);
    }

    void knowsWhatPlanoMaticAllows()
    {
        const auto rate = PlanoMatic().rate();
        QVERIFY(rate);
        QCOMPARE(rate->requests, 50);
        QCOMPARE(rate->span, 60'000ms);
    }

private:
    const Pace::Time m_start{1h};
};

QTEST_GUILESS_MAIN(tst_Pace)
#include "tst_pace.moc"
