// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whose turn it is, over real time.
#include "dialects/turns.h"

#include <QElapsedTimer>
#include <QTest>

using namespace tacklebox;
using namespace tacklebox::dialects;
using namespace std::chrono_literals;

class tst_Turns : public QObject
{
    Q_OBJECT

private slots:
    void givesTurnsInTheirOrder()
    {
        Turns turns(Rate{1, 50ms});
        QElapsedTimer elapsed;
        elapsed.start();
        QList<int> gone;
        for (int i = 0; i < 5; ++i)
            turns.next({}).then(this, [&gone, i](const Result<Done> &) { gone.append(i); });

        QTRY_COMPARE(gone.size(), 5);

        QCOMPARE(gone, (QList<int>{0, 1, 2, 3, 4}));
        QVERIFY2(elapsed.elapsed() >= 200, qPrintable(QString::number(elapsed.elapsed())));
    }

    void givesAllAtOnceWithoutARate()
    {
        Turns turns(std::nullopt);
        for (int i = 0; i < 100; ++i)
            QVERIFY(turns.next({}).isFinished());
    }

    void takesNoTurnForWhoWasStopped()
    {
        Turns turns(Rate{1, 1h});
        std::stop_source stop;
        stop.request_stop();

        const auto stopped = turns.next(stop.get_token());
        const auto next = turns.next({});

        QVERIFY(stopped.isFinished());
        QCOMPARE(stopped.result().error().kind, ErrorKind::Cancelled);
        QVERIFY(next.isFinished());
        QVERIFY(next.result());
    }

    void restsAsItIsTold()
    {
        Turns turns(std::nullopt);
        QElapsedTimer elapsed;
        elapsed.start();
        turns.rest(100ms);

        const auto turn = turns.next({});

        QVERIFY(!turn.isFinished());
        QTRY_VERIFY(turn.isFinished());
        QVERIFY2(elapsed.elapsed() >= 100, qPrintable(QString::number(elapsed.elapsed())));
    }

    void endsWithSomeWaiting()
    {
        Async<Done> waiting;
        {
            Turns turns(Rate{1, 1h});
            turns.next({});
            waiting = turns.next({});
            QVERIFY(!waiting.isFinished());
        }

        QVERIFY(waiting.isCanceled());
        QCOMPARE(waiting.resultCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_Turns)
#include "tst_turns.moc"
