// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// prune and backup, on a profile as people have it.

#include "tests/app/tacklerun.h"

#include "rig.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class KeepingTest final : public QObject
{
    Q_OBJECT

private slots:
    void prunesWhatIsOld();
    void backsUpWhileAnotherProcessDelivers();
    void refusesToOverwriteWithABackup();
};

namespace {

void change(const TackleProfile &tackle, const QByteArray &sql)
{
    const auto store = store::Store::open(tackle.profile());
    QVERIFY(store);
    const auto done = Rig::wait(
        (*store)->write<Done>([&](store::Connection &connection) { return connection.run(sql); }));
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
}

int jobsOf(const TackleProfile &tackle)
{
    return tackle.json({u"jobs"_s, u"list"_s, u"--count"_s}).json()[u"count"_s].toInt(-1);
}

} // namespace

void KeepingTest::prunesWhatIsOld()
{
    const TackleProfile tackle;
    (void)tackle.subscriber(u"http://127.0.0.1:1/"_s);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    change(tackle, "UPDATE job SET state = 2, due_at = NULL, last_sent_at = 1 WHERE id < 3");
    change(tackle, "UPDATE job SET state = 4, due_at = NULL, last_sent_at = 1 WHERE id = 3");

    const Said dry = tackle.json({u"prune"_s, u"--dry-run"_s});
    QCOMPARE(dry.code, 0);
    QCOMPARE(dry.json()[u"jobs"_s][u"delivered"_s].toInt(), 2);
    QCOMPARE(dry.json()[u"jobs"_s][u"remote"_s].toInt(-1), 0);
    QCOMPARE(dry.json()[u"events"_s].toInt(), 3);
    QCOMPARE(jobsOf(tackle), 4);

    QCOMPARE(tackle.run({u"settings"_s, u"set"_s, u"retention_failed="_s}).code, 0);
    const Said pruned = tackle.json({u"prune"_s});
    QCOMPARE(pruned.code, 0);
    QCOMPARE(pruned.json()[u"jobs"_s][u"delivered"_s].toInt(), 2);
    QCOMPARE(pruned.json()[u"jobs"_s][u"failed"_s].toInt(), 0);
    QVERIFY2(pruned.err.contains("2 jobs are gone so far."), pruned.err.constData());
    QCOMPARE(jobsOf(tackle), 2);

    const Said refused = tackle.json({u"settings"_s, u"set"_s, u"retention_failed=90"_s});
    QCOMPARE(refused.code, 6);
    QCOMPARE(refused.error()[u"field"_s].toString(), u"retention_failed"_s);
}

void KeepingTest::backsUpWhileAnotherProcessDelivers()
{
    Receiver receiver;
    const TackleProfile tackle;
    (void)tackle.subscriber(receiver.url());
    QProcess serve;
    tackle.start(serve, {u"serve"_s});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QTRY_COMPARE(receiver.requests().size(), size_t(3));
    const QString file = tackle.path(u"backup.db"_s);

    const Said said = tackle.json({u"backup"_s, file});

    QVERIFY2(said.code == 0, said.err.constData());
    QCOMPARE(said.json()[u"file"_s].toString(), file);
    QCOMPARE(said.json()[u"bytes"_s].toInteger(), QFileInfo(file).size());
    QCOMPARE(QFileInfo(file).permissions() & 0x77, QFile::Permissions());
    QCOMPARE(end(serve), 0);

    const TackleProfile other;
    QVERIFY(QDir().mkpath(other.profile()));
    QVERIFY(QFile::rename(file, other.profile() + u"/tacklebox.db"_s));
    QVERIFY(QFile::setPermissions(other.profile(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(jobsOf(other), 3);
    QCOMPARE(other.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QCOMPARE(other.run({u"serve"_s, u"--until-idle"_s}).code, 0);
    QCOMPARE(receiver.requests().size() >= 4, true);
}

void KeepingTest::refusesToOverwriteWithABackup()
{
    const TackleProfile tackle;
    QCOMPARE(tackle.run({u"subscribers"_s, u"list"_s}).code, 0);
    const QString file = tackle.file(u"mine"_s, "mine");

    const Said said = tackle.json({u"backup"_s, file});

    QCOMPARE(said.code, 5);
    QVERIFY2(said.error()[u"detail"_s].toString().contains(file), said.out.constData());
    QCOMPARE(QFileInfo(file).size(), 4);

    const Said nowhere = tackle.json({u"backup"_s, tackle.path(u"none/backup.db"_s)});
    QCOMPARE(nowhere.code, 1);
    QVERIFY2(nowhere.error()[u"detail"_s].toString().contains(u"none/backup.db"_s), nowhere.out.constData());
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::KeepingTest)
#include "tst_keeping.moc"
