// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// export and import: there and back, and into another profile.

#include "tests/app/tacklerun.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class TransferTest final : public QObject
{
    Q_OBJECT

private slots:
    void changesNothingOnTheWayBack();
    void showsTheDifferenceBeforeItImports();
    void importsAllOrNothing();
    void makesANewOneInactiveUntilItHasItsSecret();
    void drawsOutTheRetriesBeforeTheyAreSaved();
    void writesOverAFileOnlyWhenItIsMeant();
    void saysOnceThatAFileIsOfAnotherApi();
};

namespace {

QString rowOf(const TackleProfile &tackle, const QString &id, const QString &key)
{
    return tackle.json({u"subscribers"_s, u"show"_s, id}).json()[key].toVariant().toString();
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TransferTest::changesNothingOnTheWayBack()
{
    const TackleProfile tackle;
    const QString secret = u"secret="_s + tackle.file(u"secret"_s, "503bec91ecdf\n");
    (void)tackle.subscriber(u"https://one.example/in?token=hidden"_s,
                            {u"--set"_s, u"key=one"_s, u"retry_policy=5s,5m"_s, u"rate_per_second=0.5"_s});
    (void)tackle.subscriber(u"https://two.example/in"_s,
                            {u"--set"_s, u"signing_scheme=hookshot"_s, u"--secret"_s, secret});
    (void)tackle.subscriber(u"https://three.example/in"_s,
                            {u"--set-json"_s,
                             uR"(headers={"X-Api-Key":"topsecret"})"_s,
                             uR"(filter={"path":"a.b","equals":1.5})"_s});
    const QString file = tackle.path(u"all.json"_s);

    const Said exported = tackle.json({u"export"_s, file});
    QVERIFY2(exported.code == 0, exported.err.constData());
    QCOMPARE(exported.json()[u"subscribers"_s].toInt(), 3);
    const QByteArray written = contentOf(file);
    QVERIFY(!written.contains("hidden") && !written.contains("topsecret") && !written.contains("503bec"));

    const Said imported = tackle.json({u"import"_s, file});
    QVERIFY2(imported.code == 0, imported.err.constData());
    for (const QJsonValue &one : imported.json()[u"subscribers"_s].toArray())
        QCOMPARE(one[u"action"_s].toString(), u"none"_s);
    QCOMPARE(tackle.run({u"export"_s, u"-"_s}).out, written);
    QCOMPARE(tackle.json({u"activity"_s, u"list"_s}).json()[u"rows"_s].toArray().size(), 3);
}

void TransferTest::showsTheDifferenceBeforeItImports()
{
    const TackleProfile tackle;
    const QString id = tackle.subscriber(u"https://one.example/in"_s, {u"--set"_s, u"key=one"_s});
    const QString file = tackle.path(u"all.json"_s);
    QCOMPARE(tackle.run({u"export"_s, file}).code, 0);
    QByteArray text = contentOf(file);
    text.replace("\"timeout_ms\": 15000", "\"timeout_ms\": 9000");
    (void)tackle.file(u"all.json"_s, text);

    const Said dry = tackle.json({u"import"_s, file, u"--dry-run"_s});
    QVERIFY2(dry.code == 0, dry.err.constData());
    const QJsonValue one = dry.json()[u"subscribers"_s][0];
    QCOMPARE(one[u"action"_s].toString(), u"update"_s);
    QCOMPARE(one[u"changes"_s].toArray().size(), 1);
    QCOMPARE(one[u"changes"_s][0][u"before"_s].toInt(), 15000);
    QCOMPARE(one[u"changes"_s][0][u"after"_s].toInt(), 9000);
    QCOMPARE(rowOf(tackle, id, u"timeout_ms"_s), u"15000"_s);

    QCOMPARE(tackle.run({u"import"_s, file}).code, 0);
    QCOMPARE(rowOf(tackle, id, u"timeout_ms"_s), u"9000"_s);
}

void TransferTest::importsAllOrNothing()
{
    const TackleProfile tackle;
    const QString file
        = tackle.file(u"all.json"_s, R"({"format":"tacklebox-subscribers","version":1,"subscribers":[
        {"name":"Good","callback_url":"https://good.example/"},
        {"name":"Bad","callback_url":"https://bad.example/","timeout_ms":0},
        {"name":"Masked","callback_url":"https://masked.example/?••••"}]})");

    const Said said = tackle.json({u"import"_s, file});

    QCOMPARE(said.code, 6);
    QCOMPARE(said.error()[u"field"_s].toString(), u"timeout_ms"_s);
    QCOMPARE(said.error()[u"subscriber"_s].toString(), u"Bad"_s);
    QVERIFY2(said.err.contains("Subscriber “Masked”: callback_url"), said.err.constData());
    const QJsonArray findings = said.error()[u"findings"_s].toArray();
    QCOMPARE(findings.size(), 2);
    QCOMPARE(findings[0][u"field"_s].toString(), u"timeout_ms"_s);
    QCOMPARE(findings[1][u"subscriber"_s].toString(), u"Masked"_s);
    QCOMPARE(tackle.json({u"subscribers"_s, u"list"_s}).json()[u"rows"_s].toArray().size(), 0);

    const Said broken = tackle.json({u"import"_s, tackle.file(u"broken.json"_s, "{\n,")});
    QCOMPARE(broken.code, 6);
    QCOMPARE(tackle.json({u"import"_s, tackle.path(u"none.json"_s)}).code, 1);
}

void TransferTest::makesANewOneInactiveUntilItHasItsSecret()
{
    const TackleProfile from;
    const QString secret = u"secret="_s + from.file(u"secret"_s, "503bec91ecdf\n");
    (void)from.subscriber(u"https://two.example/in"_s,
                          {u"--set"_s, u"signing_scheme=hookshot"_s, u"--secret"_s, secret});
    const QString file = from.path(u"all.json"_s);
    QCOMPARE(from.run({u"export"_s, file}).code, 0);

    const TackleProfile to;
    const Said imported = to.json({u"import"_s, file});

    QVERIFY2(imported.code == 0, imported.err.constData());
    QCOMPARE(imported.json()[u"subscribers"_s][0][u"made_inactive"_s], QJsonValue(true));
    QCOMPARE(imported.json()[u"subscribers"_s][0][u"id"_s], QJsonValue(u"1"_s));
    QCOMPARE(rowOf(to, u"1"_s, u"state"_s), u"stopped"_s);
    const Said early = to.json({u"subscribers"_s, u"enable"_s, u"1"_s});
    QCOMPARE(early.code, 6);
    QCOMPARE(early.error()[u"field"_s].toString(), u"secret"_s);

    QCOMPARE(to.run({u"subscribers"_s, u"update"_s, u"1"_s, u"--secret"_s, secret}).code, 0);
    QCOMPARE(to.run({u"subscribers"_s, u"enable"_s, u"1"_s}).code, 0);
    // Compared with where it came from, only that both are named alike is left.
    const Said again = to.json({u"import"_s, file});
    QCOMPARE(again.json()[u"subscribers"_s][0][u"action"_s].toString(), u"none"_s);
}

void TransferTest::drawsOutTheRetriesBeforeTheyAreSaved()
{
    const TackleProfile tackle;
    const QStringList create{u"subscribers"_s,
                             u"create"_s,
                             u"--set"_s,
                             u"name=A"_s,
                             u"callback_url=https://a.example/"_s,
                             u"retry_policy=5s,5m"_s,
                             u"--dry-run"_s};

    const QJsonValue retry = tackle.json(create).json()[u"retry"_s];

    QCOMPARE(retry[u"tries_at_s"_s].toArray(), (QJsonArray{0, 5, 305}));
    QVERIFY2(retry[u"text"_s].toString().startsWith(
                 u"3 tries: at once, +5 s, +5 min; given up after 5 min 5 s."_s),
             qPrintable(retry[u"text"_s].toString()));
    QVERIFY(tackle.run(create).out.contains("3 tries: at once"));
    QCOMPARE(tackle.json({u"subscribers"_s, u"list"_s}).json()[u"rows"_s].toArray().size(), 0);
}

void TransferTest::writesOverAFileOnlyWhenItIsMeant()
{
    const TackleProfile tackle;
    (void)tackle.subscriber(u"https://one.example/in"_s);
    const QString file = tackle.file(u"all.json"_s, "mine");

    const Said refused = tackle.json({u"export"_s, file});
    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("--force"), refused.err.constData());
    QCOMPARE(contentOf(file), QByteArray("mine"));

    QCOMPARE(tackle.json({u"export"_s, file, u"--force"_s}).code, 0);
    QVERIFY(contentOf(file).contains("https://one.example/in"));
}

void TransferTest::saysOnceThatAFileIsOfAnotherApi()
{
    const TackleProfile tackle;
    const Said said = tackle.json(
        {u"import"_s,
         tackle.file(u"crm.json"_s,
                     "{\"format\":\"tacklebox-subscribers\","
                     "\"version\":1,\"subscribers\":[{\"Name\":\"A\",\"TargetUrl\":\"https://a.example/\"},"
                     "{\"Name\":\"B\",\"TargetUrl\":\"https://b.example/\"}]}")});

    QCOMPARE(said.code, 6);
    QVERIFY2(said.err.contains("of another API"), said.err.constData());
    QCOMPARE(said.err.count('\n'), 1);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::TransferTest)
#include "tst_transfer.moc"
