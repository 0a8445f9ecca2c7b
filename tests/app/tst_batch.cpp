// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Batches that don't go through, and those who watch the ones that do.

#include "tests/app/tacklerun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class BatchTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void saysWhereToGoOnAfterAFailureHalfway();
    void publishesNothingOfABatchWithABrokenLine();
    void tellsWatchersThatMoreChanged();

private:
    [[nodiscard]] int jobs() const;

    std::unique_ptr<TackleProfile> m_tackle;
};

namespace {

QByteArray eventLine(const QByteArray &id)
{
    return R"({"type":"order.delivered","id":")" + id + R"(","data":{}})" + '\n';
}

QByteArray eventLines(int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += eventLine("batch-" + QByteArray::number(i));
    return lines;
}

} // namespace

void BatchTest::init()
{
    m_tackle = std::make_unique<TackleProfile>();
    QVERIFY(!m_tackle->subscriber(u"https://a.example/"_s).isEmpty());
}

int BatchTest::jobs() const
{
    return m_tackle->json({u"jobs"_s, u"list"_s, u"--count"_s}).json()[u"count"_s].toInt(-1);
}

void BatchTest::saysWhereToGoOnAfterAFailureHalfway()
{
    // Somebody else's event has the id of the 1,500th.
    QCOMPARE(m_tackle->run({u"publish"_s, u"order.placed"_s, u"--id"_s, u"taken"_s}).code, 0);
    const QByteArray bad = eventLine("taken");
    const QByteArray batch = "\n" + eventLines(1499) + bad + eventLine("last");

    const Said said = m_tackle->json({u"publish"_s, u"--batch"_s, u"-"_s}, batch);

    QCOMPARE(said.code, 5);
    QCOMPARE(said.json()[u"published"_s].toInt(), 1000);
    QCOMPARE(said.json()[u"next_line"_s].toInt(), 1002); // the first is blank
    QVERIFY2(said.error()[u"detail"_s].toString().contains(u"go on from line 1002"_s), said.out.constData());
    QVERIFY2(said.err.contains("go on from line 1002"), said.err.constData());
    QCOMPARE(jobs(), 1 + 1000);

    const QList<QByteArray> lines = QByteArray(batch).replace(bad, "\n").split('\n');
    const Said rest = m_tackle->json({u"publish"_s, u"--batch"_s, u"-"_s}, lines.sliced(1001).join('\n'));
    QCOMPARE(rest.code, 0);
    QCOMPARE(rest.json()[u"events"_s].toInt(), 500);
    QCOMPARE(jobs(), 1 + 1500);
}

void BatchTest::publishesNothingOfABatchWithABrokenLine()
{
    const Said said = m_tackle->json({u"publish"_s, u"--batch"_s, u"-"_s}, eventLines(2500) + "{\"type\":\n");

    QCOMPARE(said.code, 6);
    const QString sentence = said.error()[u"detail"_s].toString();
    QVERIFY2(sentence.contains(u"line 2501"_s, Qt::CaseInsensitive), qPrintable(sentence));
    QVERIFY2(sentence.endsWith(u"Nothing was published."_s), qPrintable(sentence));
    QCOMPARE(jobs(), 0);
}

void BatchTest::tellsWatchersThatMoreChanged()
{
    QProcess watch;
    m_tackle->start(watch, {u"--json"_s, u"jobs"_s, u"watch"_s});
    watch.setReadChannel(QProcess::StandardError);
    QVERIFY(!nextLine(watch).isEmpty()); // it watches now
    watch.setReadChannel(QProcess::StandardOutput);

    QCOMPARE(m_tackle->run({u"publish"_s, u"--batch"_s, u"-"_s}, eventLines(1000)).code, 0);

    QJsonObject line;
    do {
        line = QJsonDocument::fromJson(nextLine(watch)).object();
    } while (line.contains(u"id"_s));
    QCOMPARE(line, (QJsonObject{{u"overflow"_s, true}}));
    QCOMPARE(end(watch), 0);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::BatchTest)
#include "tst_batch.moc"
