// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Replays through the real command line: what a dry run says, a run's progress, pause, resume and cancel,
// another URL, another body; and real processes that are killed while a run goes on.
#include "rig.h"
#include "tests/app/tacklerun.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <map>
#include <signal.h>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_ReplayCommands : public QObject
{
    Q_OBJECT

private slots:
    void saysBeforeWhatItWouldDo();
    void runsAtARateAndTellsHowFarItIs();
    void pausesResumesAndCancels();
    void sendsToAnotherUrl();
    void sendsAnotherBody();
    void tellsATimeFromAUrl();
    void refusesWhatItCantRead_data();
    void refusesWhatItCantRead();
    void losesNothingWhenTheDelivererIsKilled();

private:
    static void publish(const TackleProfile &tackle, int count)
    {
        QByteArray lines;
        for (int i = 0; i < count; ++i)
            lines += R"({"type":"order.delivered","data":{"n":)" + QByteArray::number(i) + "}}\n";
        QCOMPARE(tackle.run({u"publish"_s, u"--batch"_s, u"-"_s}, lines).code, 0);
    }

    static void deliver(const TackleProfile &tackle)
    {
        const Said said = tackle.run({u"serve"_s, u"--until-idle"_s});
        QVERIFY2(said.code == 0, (said.out + said.err).constData());
    }

    static QList<QJsonObject> linesOf(const QByteArray &out)
    {
        QList<QJsonObject> lines;
        for (const QByteArray &line : out.trimmed().split('\n'))
            lines << QJsonDocument::fromJson(line).object();
        return lines;
    }
};

void tst_ReplayCommands::saysBeforeWhatItWouldDo()
{
    TackleProfile tackle;
    Receiver receiver;
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    publish(tackle, 3);
    deliver(tackle);

    const QJsonObject plan = tackle.json({u"jobs"_s, u"replay"_s, u"--all"_s, u"--dry-run"_s}).json();
    QCOMPARE(plan[u"jobs"_s].toInt(), 3);
    QCOMPARE(plan[u"subscribers"_s].toInt(), 1);
    QCOMPARE(plan[u"likely_duplicates"_s].toInt(), 3);
    const Said said = tackle.run({u"jobs"_s, u"replay"_s, u"1"_s, u"1"_s, u"--dry-run"_s});
    QVERIFY2(said.out.contains("1 job of 1 subscriber would be sent again: “Receiver”."),
             said.out.constData());
    QVERIFY2(said.out.contains("delivered already"), said.out.constData());
    QVERIFY2(said.out.contains("named twice"), said.out.constData());
    QCOMPARE(receiver.requests().size(), size_t(3));
    QCOMPARE(tackle.json({u"jobs"_s, u"replay"_s, u"9"_s, u"--dry-run"_s}).code, 4);
}

void tst_ReplayCommands::runsAtARateAndTellsHowFarItIs()
{
    TackleProfile tackle;
    Receiver receiver;
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    publish(tackle, 4);
    deliver(tackle);
    QProcess deliverer;
    tackle.start(deliverer, {u"--json"_s, u"serve"_s});
    QVERIFY(nextLine(deliverer).contains("true"));

    QProcess replay;
    tackle.start(replay, {u"--json"_s, u"jobs"_s, u"replay"_s, u"--all"_s, u"--rate"_s, u"20/s"_s});
    QVERIFY(replay.waitForFinished());

    QCOMPARE(replay.exitCode(), 0);
    const QList<QJsonObject> lines = linesOf(replay.readAllStandardOutput());
    QCOMPARE(lines.first()[u"jobs"_s].toInt(), 4);
    QCOMPARE(lines.first()[u"rate_per_second"_s].toDouble(), 20.0);
    QCOMPARE(lines.last()[u"state"_s].toString(), u"finished"_s);
    QCOMPARE(lines.last()[u"sent"_s].toInt(), 4);
    QTRY_COMPARE(receiver.requests().size(), size_t(8));
    QCOMPARE(end(deliverer), 0);
}

void tst_ReplayCommands::pausesResumesAndCancels()
{
    TackleProfile tackle;
    Receiver receiver;
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    publish(tackle, 3);
    deliver(tackle);

    // Nobody delivers: it is told, and the command doesn't wait.
    const Said begun = tackle.json({u"jobs"_s, u"replay"_s, u"--all"_s, u"--rate"_s, u"1/s"_s});
    QCOMPARE(begun.code, 0);
    QVERIFY2(begun.err.contains("tackle serve"), begun.err.constData());
    const QString id = begun.json()[u"id"_s].toString();
    QCOMPARE(begun.json()[u"state"_s].toString(), u"running"_s);

    QCOMPARE(tackle.json({u"replays"_s, u"pause"_s, id}).json()[u"state"_s].toString(), u"paused"_s);
    const Said again = tackle.json({u"replays"_s, u"pause"_s, id});
    QCOMPARE(again.code, 5);
    deliver(tackle); // a paused one keeps nobody
    QCOMPARE(receiver.requests().size(), size_t(3));
    QCOMPARE(tackle.json({u"replays"_s, u"resume"_s, id}).json()[u"left"_s].toInt(), 3);
    QCOMPARE(tackle.json({u"replays"_s, u"cancel"_s, id}).json()[u"state"_s].toString(), u"cancelled"_s);

    const QJsonArray rows = tackle.json({u"replays"_s, u"list"_s}).json()[u"rows"_s].toArray();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first()[u"left"_s].toInt(), 3);
    QCOMPARE(tackle.json({u"replays"_s, u"show"_s, u"7"_s}).code, 4);
}

void tst_ReplayCommands::sendsToAnotherUrl()
{
    TackleProfile tackle;
    Receiver receiver;
    Receiver other;
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    publish(tackle, 2);
    deliver(tackle);
    QCOMPARE(tackle.json({u"jobs"_s, u"replay"_s, u"--all"_s, u"--to"_s, other.url()}).code, 0);
    deliver(tackle);

    QCOMPARE(other.requests().size(), size_t(2));
    QCOMPARE(receiver.requests().size(), size_t(2));
    const QJsonObject job = tackle.json({u"jobs"_s, u"show"_s, u"1"_s}).json();
    QCOMPARE(job[u"state"_s].toString(), u"delivered"_s);
    QVERIFY(job[u"attempt_log"_s].toArray().last()[u"diverted"_s].toBool());
}

void tst_ReplayCommands::sendsAnotherBody()
{
    TackleProfile tackle;
    Receiver receiver;
    receiver.answer({422, {}, {}, 0ms});
    QVERIFY(!tackle.subscriber(receiver.url(), {u"--set"_s, u"retry_policy=none"_s}).isEmpty());
    publish(tackle, 1);
    deliver(tackle);
    receiver.answer({200, {}, {}, 0ms});

    const QString file = tackle.file(u"body.json"_s, R"({"mended":1})");
    QCOMPARE(tackle.run({u"jobs"_s, u"replay"_s, u"1"_s, u"--data"_s, file}).code, 0);
    deliver(tackle);

    QCOMPARE(receiver.requests().back().body, QByteArray(R"({"mended":1})"));
    QCOMPARE(tackle.json({u"jobs"_s, u"show"_s, u"1"_s}).json()[u"state"_s].toString(), u"delivered"_s);
}

void tst_ReplayCommands::tellsATimeFromAUrl()
{
    TackleProfile tackle;
    Receiver receiver;
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    publish(tackle, 1);

    const Said none = tackle.json({u"jobs"_s,
                                   u"replay"_s,
                                   u"--to"_s,
                                   u"2020-01-01"_s,
                                   u"--to"_s,
                                   u"https://acme.example"_s,
                                   u"--dry-run"_s});
    QCOMPARE(none.json()[u"jobs"_s].toInt(), 0);
    // A URL alone is no filter.
    QCOMPARE(tackle.json({u"jobs"_s, u"replay"_s, u"--to"_s, u"https://acme.example"_s}).code, 2);
}

void tst_ReplayCommands::refusesWhatItCantRead_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("field");
    QTest::newRow("rate") << QStringList{u"--all"_s, u"--rate"_s, u"fast"_s} << u"rate"_s;
    QTest::newRow("no rate") << QStringList{u"--all"_s, u"--rate"_s, u"0/s"_s} << u"rate"_s;
    QTest::newRow("time") << QStringList{u"--to"_s, u"soon"_s} << u"to"_s;
    QTest::newRow("URL") << QStringList{u"--all"_s, u"--to"_s, u"ftp://acme.example"_s} << u"to"_s;
    QTest::newRow("file") << QStringList{u"1"_s, u"--data"_s, u"/nowhere.json"_s} << u"data"_s;
    QTest::newRow("a body for all") << QStringList{u"--all"_s, u"--data"_s, u"-"_s} << u"data"_s;
}

void tst_ReplayCommands::refusesWhatItCantRead()
{
    QFETCH(QStringList, words);
    const TackleProfile tackle;

    const Said said = tackle.json(QStringList{u"jobs"_s, u"replay"_s} + words, "{}");

    QVERIFY(said.code != 0);
    QTEST(said.error()[u"field"_s].toString(), "field");
    QVERIFY(tackle.json({u"replays"_s, u"list"_s}).json()[u"rows"_s].toArray().isEmpty());
}

void tst_ReplayCommands::losesNothingWhenTheDelivererIsKilled()
{
    constexpr int kJobs = 400;
    TackleProfile tackle;
    Receiver receiver;
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    publish(tackle, kJobs);
    deliver(tackle);
    QCOMPARE(receiver.requests().size(), size_t(kJobs));
    const Said begun = tackle.json({u"jobs"_s, u"replay"_s, u"--all"_s, u"--rate"_s, u"400/s"_s});
    const QString id = begun.json()[u"id"_s].toString();

    for (int kill = 1; kill <= 3; ++kill) {
        QProcess deliverer;
        tackle.start(deliverer, {u"serve"_s});
        QTRY_VERIFY_WITH_TIMEOUT(receiver.requests().size() >= size_t(kJobs + kill * kJobs / 4), 30000);
        ::kill(pid_t(deliverer.processId()), SIGKILL);
        deliverer.waitForFinished();
    }
    deliver(tackle);

    const QJsonObject replay = tackle.json({u"replays"_s, u"show"_s, id}).json();
    QCOMPARE(replay[u"state"_s].toString(), u"finished"_s);
    QCOMPARE(replay[u"sent"_s].toInt(), kJobs);
    std::map<QByteArray, int> arrived;
    for (const auto &request : receiver.requests())
        ++arrived[valueOf(request.headers, "X-Tacklebox-Job").value_or(QByteArray())];
    QCOMPARE(arrived.size(), size_t(kJobs));
    QVERIFY(std::ranges::all_of(arrived, [](const auto &job) { return job.second >= 2; }));
    QCOMPARE(tackle.json({u"jobs"_s, u"list"_s, u"--state"_s, u"delivered"_s, u"--count"_s})
                 .json()[u"count"_s]
                 .toInt(),
             kJobs);
}

QTEST_GUILESS_MAIN(tst_ReplayCommands)
#include "tst_replaycommands.moc"
