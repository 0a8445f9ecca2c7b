// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// `tackle serve` told to end while a request is on the wire.

#include "tests/app/tacklerun.h"

#include "rig.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class EndingTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void waitsForTheAnswer_data();
    void waitsForTheAnswer();
    void recordsWhatGotNone();
    void endsAtOnceWhenAskedTwice();

private:
    void serve(QProcess &process, std::chrono::milliseconds answerAfter);
    [[nodiscard]] QJsonObject job() const;

    std::unique_ptr<TackleProfile> m_tackle;
    std::unique_ptr<Receiver> m_receiver;
};

namespace {

void tell(const QProcess &process, int signal)
{
    // Of one that has ended it is 0, and would mean this process's group.
    if (process.processId() > 0)
        ::kill(pid_t(process.processId()), signal);
}

} // namespace

void EndingTest::init()
{
    m_tackle = std::make_unique<TackleProfile>();
    m_receiver = std::make_unique<Receiver>();
}

// Returns when the request is on the wire.
void EndingTest::serve(QProcess &process, std::chrono::milliseconds answerAfter)
{
    m_receiver->answer({200, {}, {}, answerAfter});
    QVERIFY(!m_tackle->subscriber(m_receiver->url()).isEmpty());
    QCOMPARE(m_tackle->run({u"publish"_s, u"order.delivered"_s}).code, 0);
    m_tackle->start(process, {u"serve"_s});
    QTRY_COMPARE_WITH_TIMEOUT(m_receiver->requests().size(), size_t(1), 30000);
}

QJsonObject EndingTest::job() const
{
    const Said list = m_tackle->json({u"jobs"_s, u"list"_s});
    const QString id = list.json()[u"rows"_s][0][u"id"_s].toString();
    return m_tackle->json({u"jobs"_s, u"show"_s, id}).json();
}

void EndingTest::waitsForTheAnswer_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void EndingTest::waitsForTheAnswer()
{
    QFETCH(int, signal);
    QProcess process;
    serve(process, 700ms);

    tell(process, signal);

    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(job()[u"state"_s].toString(), u"delivered"_s);
}

void EndingTest::recordsWhatGotNone()
{
    QProcess process;
    serve(process, 60s);

    tell(process, SIGTERM);

    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject left = job();
    QCOMPARE(left[u"state"_s].toString(), u"waiting"_s);
    QCOMPARE(left[u"attempt_log"_s][0][u"outcome"_s].toString(), u"aborted"_s);
}

void EndingTest::endsAtOnceWhenAskedTwice()
{
    QProcess process;
    serve(process, 60s);

    tell(process, SIGTERM);
    // Again while it runs: one that comes before the first was heard is the same as it.
    const auto hasEnded = [&process] {
        if (process.state() == QProcess::NotRunning || process.waitForFinished(50))
            return true;
        tell(process, SIGINT);
        return false;
    };
    QTRY_VERIFY(hasEnded());

    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QCOMPARE(job()[u"state"_s].toString(), u"sending"_s);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::EndingTest)
#include "tst_ending.moc"
