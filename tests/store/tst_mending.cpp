// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Databases with bytes overwritten, and what is saved of them.

#include "store/delivererlock.h"
#include "store/mending.h"
#include "store/stuckjobs.h"
#include "tests/store/profile.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::store::test {

class MendingTest final : public QObject
{
    Q_OBJECT

private slots:
    void leavesAWholeDatabaseAlone();
    void makesADamagedIndexAnew();
    void makesTheSearchAnew();
    void savesWhatCanBeReadAroundADamagedPage_data();
    void savesWhatCanBeReadAroundADamagedPage();
    void refusesWhileItIsOpenElsewhere();
    void saysWhereNothingCanBeRead();
    void setsStuckJobsGoing();
    void keepsWhatIsHeldForSomething();
};

namespace {

constexpr qint64 kPageSize = 4096;
constexpr int kJobs = 600;

// A profile's directory with `kJobs` jobs, one event each, that nobody has open.
void fill(Profile &profile)
{
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    QVERIFY(profile.write<Done>([&](Connection &connection) -> Result<Done> {
        const NewJob job{subscriber, JobState::Waiting};
        EventDraft event = draft(u"order.delivered"_s);
        event.payload = QByteArray(300, ' ') + "{}";
        for (int i = 0; i < kJobs; ++i) {
            event.orderId = u"ORD-%1"_s.arg(i);
            if (const auto published = publish(connection, event, {&job, 1}, kNow); !published)
                return fail(published.error());
        }
        return Done{};
    }));
}

qint64 number(const QString &file, const QByteArray &sql)
{
    auto connection = Connection::open(file, Connection::Access::ReadOnly);
    const auto found = (*connection)->first(sql, {}, [](const Row &row) { return row.integer(0); });
    return found ? found->value_or(-1) : -2;
}

// A leaf of that tree, in its middle.
qint64 leafOf(const QString &file, const QByteArray &name)
{
    const qint64 root = number(file, "SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'");
    QFile database(file);
    if (!database.open(QIODevice::ReadOnly))
        return -1;
    const auto page = [&](qint64 which) {
        database.seek((which - 1) * kPageSize);
        return database.read(kPageSize);
    };
    qint64 at = root;
    for (QByteArray bytes = page(at); bytes.at(0) == 5 || bytes.at(0) == 2; bytes = page(at)) {
        const auto two = [&](qsizetype i) { return (quint8(bytes.at(i)) << 8) | quint8(bytes.at(i + 1)); };
        const int cells = two(3);
        const qsizetype cell = two(12 + 2 * (cells / 2));
        at = (qint64(two(cell)) << 16) | two(cell + 2);
    }
    return at;
}

void damage(const QString &file, qint64 page)
{
    QFile database(file);
    QVERIFY(page > 1);
    QVERIFY(database.open(QIODevice::ReadWrite) && database.seek((page - 1) * kPageSize));
    QCOMPARE(database.write(QByteArray(kPageSize, 'x')), kPageSize);
}

void runAlone(const QString &file, const QByteArray &sql)
{
    auto connection = Connection::open(file, Connection::Access::ReadWrite);
    const auto done = (*connection)->run(sql);
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
}

void checkWhole(const QString &file)
{
    auto connection = Connection::open(file, Connection::Access::ReadWrite);
    QCOMPARE(diagnose(**connection).detail, QString());
    QCOMPARE(diagnoseSearch(**connection).detail, QString());
}

} // namespace

void MendingTest::leavesAWholeDatabaseAlone()
{
    Profile profile;
    fill(profile);
    profile.close();

    const auto mended = mendDatabase(profile.path());

    QVERIFY2(mended, mended ? "" : qPrintable(mended.error().detail));
    QCOMPARE(mended->found.damage, Damage::None);
    QVERIFY(!mended->salvaged);
}

void MendingTest::makesADamagedIndexAnew()
{
    Profile profile;
    fill(profile);
    profile.close();
    damage(profile.database(), leafOf(profile.database(), "job_created"));

    const auto mended = mendDatabase(profile.path());

    QVERIFY2(mended, mended ? "" : qPrintable(mended.error().detail));
    QVERIFY2(mended->found.damage != Damage::None, qPrintable(mended->found.detail));
    checkWhole(profile.database());
    QCOMPARE(number(profile.database(), "SELECT count(*) FROM job"), kJobs);
    QCOMPARE(number(profile.database(), "SELECT count(*) FROM job WHERE created_at > 0"), kJobs);
}

void MendingTest::makesTheSearchAnew()
{
    Profile profile;
    fill(profile);
    profile.close();
    runAlone(profile.database(),
             "INSERT INTO event_search (rowid, type, status, order_id, address)"
             " SELECT id, type, status, order_id, address FROM event");
    runAlone(profile.database(), "UPDATE profile SET indexed_event = 600");
    runAlone(profile.database(), "UPDATE event_search_data SET block = x'00' WHERE id > 100");

    const auto mended = mendDatabase(profile.path());

    QVERIFY2(mended, mended ? "" : qPrintable(mended.error().detail));
    QCOMPARE(mended->found.damage, Damage::Search);
    QVERIFY(!mended->salvaged);
    checkWhole(profile.database());
    QCOMPARE(number(profile.database(), "SELECT indexed_event FROM profile"), 0);
}

void MendingTest::savesWhatCanBeReadAroundADamagedPage_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<int>("least");
    QTest::newRow("jobs") << QByteArray("job") << 500;
    QTest::newRow("events") << QByteArray("event") << 550;
}

void MendingTest::savesWhatCanBeReadAroundADamagedPage()
{
    QFETCH(QByteArray, table);
    QFETCH(int, least);
    Profile profile;
    fill(profile);
    profile.close();
    const QByteArray before = [&] {
        damage(profile.database(), leafOf(profile.database(), table));
        QFile file(profile.database());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();

    const auto mended = mendDatabase(profile.path());

    QVERIFY2(mended, mended ? "" : qPrintable(mended.error().detail));
    QCOMPARE(mended->found.damage, Damage::Pages);
    QVERIFY(mended->salvaged);
    QCOMPARE(mended->salvaged->incomplete, QStringList{QString::fromLatin1(table)});
    const qint64 saved = number(profile.database(), "SELECT count(*) FROM " + table);
    QVERIFY2(saved >= least && saved < kJobs, qPrintable(QString::number(saved)));
    QCOMPARE(table == "job" ? mended->salvaged->jobs : mended->salvaged->events, saved);
    QCOMPARE(number(profile.database(), "SELECT max(id) FROM " + table), kJobs);
    QCOMPARE(mended->salvaged->subscribers, 1);
    checkWhole(profile.database());

    QFile kept(mended->keptAs);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll().size(), before.size());
    QVERIFY(!QFile::exists(profile.database() + u".mending"_s));
    QVERIFY(!QFile::exists(profile.database() + u"-wal"_s));
    profile.reopen();
    QVERIFY(profile.publishTo({1}, draft(u"order.delivered"_s)));
}

void MendingTest::refusesWhileItIsOpenElsewhere()
{
    Profile profile;
    fill(profile);

    const auto open = mendDatabase(profile.path());
    QVERIFY(!open);
    QCOMPARE(open.error().kind, ErrorKind::Conflict);
    QCOMPARE(open.error().reason, Reason::DatabaseBusy);

    profile.close();
    const auto lock = DelivererLock::tryAcquire(profile.path());
    QVERIFY(*lock);
    QCOMPARE(mendDatabase(profile.path()).error().reason, Reason::DatabaseBusy);
}

void MendingTest::saysWhereNothingCanBeRead()
{
    Profile profile;
    fill(profile);
    profile.close();
    QFile database(profile.database());
    QVERIFY(database.open(QIODevice::ReadWrite));
    database.write(QByteArray(200, 'x'));
    database.close();

    const auto mended = mendDatabase(profile.path());

    QVERIFY(!mended);
    QCOMPARE(mended.error().reason, Reason::DatabaseDamaged);
    QCOMPARE(QDir(profile.path()).entryList({u"*.mending*"_s, u"*.damaged*"_s}, QDir::Files), QStringList());
}

void MendingTest::setsStuckJobsGoing()
{
    Profile profile;
    fill(profile);
    const auto run = [&](const QByteArray &sql) {
        QVERIFY(profile.write<Done>([&](Connection &connection) { return connection.run(sql); }));
    };
    run("UPDATE job SET state = 1, due_at = NULL, epoch = 0 WHERE id <= 3");
    run("UPDATE job SET due_at = NULL WHERE id BETWEEN 4 AND 8");
    run("UPDATE job SET state = 2 WHERE id BETWEEN 9 AND 10");
    run("UPDATE job SET subscriber_id = 77 WHERE id = 11");
    run("DELETE FROM event WHERE id = 12");
    run("UPDATE job SET state = 5, due_at = NULL WHERE id BETWEEN 13 AND 14");
    run("INSERT INTO attempt (id, at, flags, outcome, total, method, url, request_headers)"
        " VALUES ((9999 << 20) | 1, 0, 0, 0, 0, x'00', '', x'00')");
    const QList<qint64> expected{3, 5, 2, 1, 1, 2, 1};

    QList<qint64> found;
    QList<qint64> mended;
    QList<qint64> left;
    for (const Stuck stuck : kEveryStuck) {
        const auto count = [&] {
            return profile
                .read<qint64>([&](Connection &connection) { return countStuck(connection, stuck, {}); })
                .value();
        };
        found.append(count());
        mended.append(
            profile
                .write<qint64>([&](Connection &connection) { return mendStuck(connection, stuck, {}, kNow); })
                .value());
        left.append(count());
    }

    QCOMPARE(found, expected);
    QCOMPARE(mended, expected);
    QCOMPARE(left, QList<qint64>(7, 0));
    QCOMPARE(profile.claim(profile.takeOverNow(), 2000).size(), size_t(kJobs - 4));
}

void MendingTest::keepsWhatIsHeldForSomething()
{
    Profile profile;
    fill(profile);
    QVERIFY(profile.write<Done>([](Connection &connection) {
        return connection.run("UPDATE job SET state = 5, due_at = NULL WHERE id < 5");
    }));

    const auto released = profile.write<qint64>([](Connection &connection) {
        return mendStuck(connection, Stuck::HeldForNothing, {SubscriberKey{1}}, kNow);
    });

    QCOMPARE(*released, 0);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::MendingTest)
#include "tst_mending.moc"
