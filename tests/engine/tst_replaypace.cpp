// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How many jobs of a run may be set free at a moment.
#include "engine/replaypace.h"

#include <QTest>

using namespace tacklebox::engine;
using namespace std::chrono_literals;

class tst_ReplayPace : public QObject
{
    Q_OBJECT

private slots:
    void keepsItsRate()
    {
        ReplayPace pace(10, m_start);
        int gone = 0;
        for (SteadyTime now = m_start; now < m_start + 10s; now += 10ms) {
            const int room = pace.room(now);
            pace.took(room, now);
            gone += room;
        }
        QVERIFY2(gone >= 99 && gone <= 101, qPrintable(QString::number(gone)));
    }

    void goesSlowerThanOneASecond()
    {
        ReplayPace pace(0.5, m_start);
        QCOMPARE(pace.room(m_start), 1);
        pace.took(1, m_start);

        QCOMPARE(pace.room(m_start + 1s), 0);
        QCOMPARE(pace.patience(m_start), 2000ms);
        QCOMPARE(pace.room(m_start + 2s), 1);
    }

    void savesNothingUpForABurst()
    {
        ReplayPace pace(10, m_start);
        QCOMPARE(pace.room(m_start + 1h), 2); // a fifth of a second's worth
    }

    void takesStepsWithoutARate()
    {
        ReplayPace pace(std::nullopt, m_start);
        QCOMPARE(pace.room(m_start), ReplayPace::kStep);
        pace.took(ReplayPace::kStep, m_start);
        QCOMPARE(pace.room(m_start), ReplayPace::kStep);

        pace.crowded(m_start);
        QCOMPARE(pace.room(m_start), 0);
        QCOMPARE(pace.patience(m_start), ReplayPace::kCrowdedRest);
        QVERIFY(!pace.mustGo(m_start + 999ms));
        QVERIFY(pace.mustGo(m_start + 1s));
    }

private:
    const SteadyTime m_start = SteadyTime(1h);
};

QTEST_APPLESS_MAIN(tst_ReplayPace)
#include "tst_replaypace.moc"
