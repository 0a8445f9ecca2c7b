// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A profile with a secret that opens no more: the doctor names whose, and `serve` ends.

#include "tests/app/tacklerun.h"

#include "rig.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class DoctorTest final : public QObject
{
    Q_OBJECT

private slots:
    void namesWhoseSecretOpensNoMore();
};

namespace {

void damageSecrets(const TackleProfile &tackle)
{
    const auto store = store::Store::open(tackle.profile());
    QVERIFY(store);
    QVERIFY(Rig::wait((*store)->write<Done>([](store::Connection &connection) {
        return connection.run("UPDATE subscriber_secret SET sealed = x'01'");
    })));
}

QJsonObject finding(const Said &said, const QString &about)
{
    for (const QJsonValue &one : said.json()[u"findings"_s].toArray()) {
        if (one[u"about"_s] == about)
            return one.toObject();
    }
    return {};
}

} // namespace

void DoctorTest::namesWhoseSecretOpensNoMore()
{
    TackleProfile tackle;
    const QString secret = u"secret="_s + tackle.file(u"secret"_s, "503bec91ecdf\n");
    const QStringList signing{u"--set"_s, u"signing_scheme=hookshot"_s, u"--secret"_s, secret};
    const QString id = tackle.subscriber(u"http://127.0.0.1:9/"_s, signing);
    QCOMPARE(tackle.run({u"doctor"_s}).code, 0);
    damageSecrets(tackle);

    const Said said = tackle.json({u"doctor"_s});

    QCOMPARE(said.code, 1);
    QCOMPARE(said.json()[u"healthy"_s], QJsonValue(false));
    const QJsonObject found = finding(said, u"secret"_s);
    QCOMPARE(found[u"state"_s].toString(), u"wrong"_s);
    QVERIFY2(found[u"text"_s].toString().startsWith(u"Subscriber %1, “Receiver”: "_s.arg(id)),
             said.out.constData());
    QVERIFY(finding(said, u"master_key"_s).isEmpty());

    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    const Said served = tackle.run({u"serve"_s, u"--until-idle"_s});

    QVERIFY2(served.code == 0, served.err.constData());
    const QJsonObject job = tackle.json({u"jobs"_s, u"list"_s}).json()[u"rows"_s][0].toObject();
    QCOMPARE(job[u"state"_s].toString(), u"held"_s);
    QVERIFY(job[u"last_error"_s].toString().contains(u"damaged"_s));
    const Said shown = tackle.run({u"jobs"_s, u"show"_s, job[u"id"_s].toString()});
    QVERIFY2(shown.out.contains("Set the subscriber's secret again"), shown.out.constData());

    QCOMPARE(tackle.run({u"subscribers"_s, u"update"_s, id, u"--secret"_s, secret}).code, 0);
    QCOMPARE(tackle.run({u"doctor"_s}).code, 0);
    QCOMPARE(tackle.json({u"jobs"_s, u"list"_s}).json()[u"rows"_s][0][u"state"_s].toString(), u"waiting"_s);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::DoctorTest)
#include "tst_doctor.moc"
