// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A profile with a secret that opens no more: the doctor names whose, and `serve` ends.

#include "tests/app/tacklerun.h"

#include "rig.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class DoctorTest final : public QObject
{
    Q_OBJECT

private slots:
    void namesWhoseSecretOpensNoMore();
    void setsStuckJobsGoing();
    void savesWhatItCanOfADamagedDatabase();
    void mendsNothingWhileSomebodyDelivers();
    void movesTheMasterKey();
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

void DoctorTest::setsStuckJobsGoing()
{
    const TackleProfile tackle;
    (void)tackle.subscriber(u"http://127.0.0.1:9/"_s);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    {
        const auto store = store::Store::open(tackle.profile());
        QVERIFY(Rig::wait((*store)->write<Done>([](store::Connection &connection) {
            return connection.run("UPDATE job SET state = iif(id = 1, 1, 0), due_at = NULL WHERE id < 3");
        })));
    }
    const Said ill = tackle.json({u"doctor"_s});
    QCOMPARE(ill.code, 1);
    QCOMPARE(finding(ill, u"queue"_s)[u"state"_s].toString(), u"wrong"_s);

    const Said mended = tackle.json({u"doctor"_s, u"--mend"_s});

    QVERIFY2(mended.code == 0, mended.out.constData());
    QCOMPARE(mended.json()[u"healthy"_s], QJsonValue(true));
    QCOMPARE(finding(mended, u"queue"_s)[u"state"_s].toString(), u"mended"_s);
    QVERIFY2(mended.out.contains("Put back 1 job ") && mended.out.contains("Made 1 waiting job due."),
             mended.out.constData());
    QCOMPARE(tackle.run({u"doctor"_s}).code, 0);
    QCOMPARE(tackle.json({u"jobs"_s, u"list"_s, u"--state"_s, u"waiting"_s, u"--count"_s})
                 .json()[u"count"_s]
                 .toInt(),
             3);
}

void DoctorTest::savesWhatItCanOfADamagedDatabase()
{
    const TackleProfile tackle;
    (void)tackle.subscriber(u"http://127.0.0.1:9/"_s);
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    const QString database = tackle.profile() + u"/tacklebox.db"_s;
    qint64 page = 0;
    {
        const auto store = store::Store::open(tackle.profile());
        page = Rig::wait((*store)->read<std::optional<qint64>>({}, [](store::Connection &connection) {
                   return connection.first("SELECT rootpage FROM sqlite_schema WHERE name = 'job'",
                                           {},
                                           [](const store::Row &row) { return row.integer(0); });
               }))->value_or(0);
    }
    QFile file(database);
    QVERIFY(page > 1 && file.open(QIODevice::ReadWrite) && file.seek((page - 1) * 4096));
    QCOMPARE(file.write(QByteArray(4096, 'x')), 4096);
    file.close();

    const Said served = tackle.json({u"serve"_s});
    QCOMPARE(served.code, 1);
    QVERIFY2(served.err.contains("is damaged") && served.err.contains("doctor --mend"),
             served.err.constData());
    QCOMPARE(tackle.run({u"doctor"_s}).code, 1);

    const Said mended = tackle.json({u"doctor"_s, u"--mend"_s});

    QVERIFY2(mended.code == 0, mended.out.constData());
    QCOMPARE(finding(mended, u"database"_s)[u"state"_s].toString(), u"mended"_s);
    QVERIFY2(mended.out.contains("1 subscribers, 1 events, 0 jobs"), mended.out.constData());
    QCOMPARE(tackle.run({u"doctor"_s}).code, 0);
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QCOMPARE(QDir(tackle.profile()).entryList({u"tacklebox.db.damaged-*"_s}, QDir::Files).size(), 1);
}

void DoctorTest::mendsNothingWhileSomebodyDelivers()
{
    const TackleProfile tackle;
    (void)tackle.subscriber(u"http://127.0.0.1:9/"_s);
    QProcess serve;
    tackle.start(serve, {u"serve"_s});
    QVERIFY(nextLine(serve).startsWith("Delivering"));

    const Said refused = tackle.json({u"doctor"_s, u"--mend"_s});

    QCOMPARE(refused.code, 5);
    QVERIFY2(refused.err.contains("in use by another Tacklebox"), refused.err.constData());
    QCOMPARE(end(serve), 0);
    QCOMPARE(tackle.run({u"doctor"_s, u"--mend"_s}).code, 0);
}

void DoctorTest::movesTheMasterKey()
{
    TackleProfile tackle;
    const QString secret = u"secret="_s + tackle.file(u"secret"_s, "503bec91ecdf\n");
    (void)tackle.subscriber(u"http://127.0.0.1:9/"_s,
                            {u"--set"_s, u"signing_scheme=hookshot"_s, u"--secret"_s, secret});
    const QString place = tackle.path(u"moved.key"_s);

    const Said moved = tackle.json({u"doctor"_s, u"--move-master-key"_s, place});

    QVERIFY2(moved.code == 0, moved.err);
    QCOMPARE(moved.json()[u"master_key"_s].toString(), place);
    QVERIFY(!QFile::exists(tackle.path(u"master.key"_s)));
    QCOMPARE(tackle.run({u"doctor"_s}).code, 1); // its old place is still the one that is named
    QVERIFY(QFile::rename(place, tackle.path(u"master.key"_s)));
    const Said well = tackle.run({u"doctor"_s});
    QVERIFY2(well.code == 0, well.out);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::DoctorTest)
#include "tst_doctor.moc"
