// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whose turn it is, over real time.
#include "dialects/turns.h"

#include <QElapsedTimer>
#include <QTest>

#include <vector>

using namespace tacklebox;
using namespace tacklebox::dialects;
using namespace std::chrono_literals;

namespace {

using std::chrono::milliseconds;

// Counts for all processes, and answers when the test says so.
struct Count
{
    [[nodiscard]] Turns::Ask ask()
    {
        return [this] {
            asked.emplace_back();
            asked.back().start();
            return Async<milliseconds>(asked.back().future());
        };
    }
    void answer(const Result<milliseconds> &wait)
    {
        asked.back().addResult(wait);
        asked.back().finish();
    }

    std::vector<QPromise<Result<milliseconds>>> asked;
};

} // namespace

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

    void endsAStoppedOneWhenTheNextComes()
    {
        Turns turns(Rate{1, 1h});
        turns.next({});
        std::stop_source stop;
        const auto stopped = turns.next(stop.get_token());

        stop.request_stop();
        const auto next = turns.next({});

        QVERIFY(stopped.isFinished());
        QCOMPARE(stopped.result().error().kind, ErrorKind::Cancelled);
        QVERIFY(!next.isFinished());
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

    void asksForOneAfterTheOther()
    {
        Count count;
        Turns turns(Rate{10, 1h}, count.ask());

        const auto first = turns.next({});
        const auto second = turns.next({});
        QCOMPARE(count.asked.size(), size_t(1));
        QVERIFY(!first.isFinished());

        count.answer(0ms);
        QTRY_COMPARE(count.asked.size(), size_t(2));
        QVERIFY(first.isFinished());
        QVERIFY(!second.isFinished());
        count.answer(0ms);
        QTRY_VERIFY(second.isFinished());
        QCOMPARE(count.asked.size(), size_t(2));
    }

    void waitsForWhatOthersSent()
    {
        Count count;
        Turns turns(Rate{10, 1h}, count.ask());
        QElapsedTimer elapsed;
        elapsed.start();

        const auto turn = turns.next({});
        count.answer(100ms);
        QTRY_COMPARE(count.asked.size(), size_t(2)); // it may have been taken by another

        QVERIFY2(elapsed.elapsed() >= 100, qPrintable(QString::number(elapsed.elapsed())));
        QVERIFY(!turn.isFinished());
        count.answer(0ms);
        QTRY_VERIFY(turn.isFinished());
        QVERIFY(turn.result());
    }

    void keepsItsOwnRateWhereNobodyCounts()
    {
        Count count;
        Turns turns(Rate{1, 100ms}, count.ask());
        const Error full{ErrorKind::Failed, Reason::DiskFull, {}, {}, {}, {}, 0};
        QElapsedTimer elapsed;
        elapsed.start();

        const auto first = turns.next({});
        const auto second = turns.next({});
        count.answer(fail(full));
        QTRY_VERIFY(first.isFinished());
        QVERIFY(first.result());
        QTRY_COMPARE(count.asked.size(), size_t(2));
        count.answer(fail(full));

        QTRY_VERIFY(second.isFinished());
        QVERIFY(second.result());
        QVERIFY2(elapsed.elapsed() >= 100, qPrintable(QString::number(elapsed.elapsed())));
    }

    void leavesTheTurnOfAStoppedOneToTheNext()
    {
        Count count;
        Turns turns(Rate{10, 1h}, count.ask());
        std::stop_source stop;
        const auto stopped = turns.next(stop.get_token());
        const auto next = turns.next({});

        stop.request_stop();
        count.answer(0ms);

        QTRY_VERIFY(next.isFinished());
        QVERIFY(next.result());
        QCOMPARE(stopped.result().error().kind, ErrorKind::Cancelled);
        QCOMPARE(count.asked.size(), size_t(1));
    }

    void asksAnewAfterARestThatBeganMeanwhile()
    {
        Count count;
        Turns turns(Rate{10, 1h}, count.ask());
        const auto turn = turns.next({});

        turns.rest(50ms);
        count.answer(0ms);

        QTRY_COMPARE(count.asked.size(), size_t(2));
        QVERIFY(!turn.isFinished());
        count.answer(0ms);
        QTRY_VERIFY(turn.isFinished());
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
