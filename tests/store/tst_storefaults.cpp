// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <future>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::store::test {

class TestStoreFaults : public QObject
{
    Q_OBJECT

private slots:
    void makesThePrivateDirectory();
    void refusesANewerDatabase();
    void stopsWritingUnderANewerDatabase();
    void refusesADamagedDatabase();
    void refusesAnotherProgramsDatabase();
    void refusesSomebodyElsesProfile();
    void refusesAProfileThatEverybodyMayWrite();
    void refusesADirectoryThatCantBeWritten();
    void refusesAReadOnlyDatabase();
    void refusesAFileForADirectory();
    void changesNothingWhenTheDatabaseIsFull();
    void changesNothingWhenTheDiskIsFull();
    void cancelsAStoppedQuestion();
    void cancelsAQuestionThatWaits();

private:
    static void runSql(const QString &file, const QStringList &statements)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"fault"_s);
            database.setDatabaseName(file);
            QVERIFY(database.open());
            for (const QString &statement : statements)
                QVERIFY(QSqlQuery(database).exec(statement));
        }
        QSqlDatabase::removeDatabase(u"fault"_s);
    }
    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static Reason refusalOf(const QString &profile)
    {
        const auto opened = Store::open(profile);
        return opened ? Reason::Unspecified : opened.error().reason;
    }
    // As a user without root's rights, who may open any file.
    static QByteArray openedAsNobody(const QString &profile)
    {
        QProcess process;
        process.setChildProcessModifier([] {
            if (::setgid(65534) != 0 || ::setuid(65534) != 0)
                ::_exit(99);
        });
        process.start(QCoreApplication::applicationDirPath() + u"/storeprobe"_s, {profile, u"open"_s});
        process.waitForFinished();
        return process.readAllStandardOutput().trimmed();
    }
};

void TestStoreFaults::makesThePrivateDirectory()
{
    const QTemporaryDir directory;
    const QString profile = directory.filePath(u"a/b/profile"_s);

    QVERIFY(Store::open(profile));

    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(profile).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777, 0700U);
}

void TestStoreFaults::refusesANewerDatabase()
{
    Profile profile;
    profile.close();
    runSql(profile.database(), {u"PRAGMA user_version=99"_s});

    const auto opened = Store::open(profile.path());

    QVERIFY(!opened);
    QCOMPARE(opened.error().reason, Reason::DatabaseNewer);
    QCOMPARE(opened.error().subject, profile.database());
}

void TestStoreFaults::stopsWritingUnderANewerDatabase()
{
    Profile profile;
    const SubscriberKey subscriber = profile.addSubscriber(u"acme"_s);
    runSql(profile.database(), {u"PRAGMA user_version=99"_s});

    const auto published = profile.publishTo(subscriber, draft(u"a"_s));

    QVERIFY(!published);
    QCOMPARE(published.error().reason, Reason::DatabaseNewer);
    QCOMPARE(profile.read<qint64>([](Connection &connection) { return countJobs(connection, {}); }).value(),
             0);
}

void TestStoreFaults::refusesADamagedDatabase()
{
    Profile profile;
    profile.close();
    QFile file(profile.database());
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.write(QByteArray(4096, 'x'));
    file.close();

    const auto opened = Store::open(profile.path());

    QVERIFY(!opened);
    QCOMPARE(opened.error().reason, Reason::DatabaseDamaged);
    QCOMPARE(opened.error().subject, profile.database());
}

void TestStoreFaults::refusesAnotherProgramsDatabase()
{
    const QTemporaryDir directory;
    const QString file = directory.filePath(u"tacklebox.db"_s);
    runSql(file, {u"CREATE TABLE other (a)"_s});
    const QByteArray before = contentOf(file);

    QCOMPARE(refusalOf(directory.path()), Reason::DatabaseOfAnotherProgram);
    QCOMPARE(contentOf(file), before);

    runSql(file, {u"PRAGMA user_version=1"_s});
    QCOMPARE(refusalOf(directory.path()), Reason::DatabaseOfAnotherProgram);
}

void TestStoreFaults::refusesSomebodyElsesProfile()
{
    if (::geteuid() != 0)
        QSKIP("needs root to give a directory away");
    Profile profile;
    profile.close();
    QCOMPARE(::chown(QFile::encodeName(profile.path()).constData(), 65534, 65534), 0);

    const auto opened = Store::open(profile.path());

    QVERIFY(!opened);
    QCOMPARE(opened.error().reason, Reason::ProfileOfSomebodyElse);
    QCOMPARE(opened.error().subject, profile.path());
}

void TestStoreFaults::refusesAProfileThatEverybodyMayWrite()
{
    Profile profile;
    profile.close();
    QCOMPARE(::chmod(QFile::encodeName(profile.path()).constData(), 0777), 0);

    QCOMPARE(refusalOf(profile.path()), Reason::ProfileOpenToOthers);
}

void TestStoreFaults::refusesADirectoryThatCantBeWritten()
{
    if (::geteuid() != 0)
        QSKIP("needs root to become another user");
    QTemporaryDir directory;
    const QByteArray path = QFile::encodeName(directory.path());
    QCOMPARE(::chown(path.constData(), 65534, 65534), 0);
    QCOMPARE(::chmod(path.constData(), 0500), 0);

    QCOMPARE(openedAsNobody(directory.path()),
             "reason " + QByteArray::number(int(Reason::ProfileNotWritable)));
    QCOMPARE(openedAsNobody(directory.filePath(u"in/it"_s)),
             "reason " + QByteArray::number(int(Reason::ProfileNotWritable)));
}

void TestStoreFaults::refusesAReadOnlyDatabase()
{
    if (::geteuid() != 0)
        QSKIP("needs root to become another user");
    QTemporaryDir directory;
    const QByteArray path = QFile::encodeName(directory.path());
    QCOMPARE(::chown(path.constData(), 65534, 65534), 0);
    QCOMPARE(openedAsNobody(directory.path()), QByteArray("opened 0"));
    QCOMPARE(::chmod((path + "/tacklebox.db").constData(), 0400), 0);

    QCOMPARE(openedAsNobody(directory.path()), "reason " + QByteArray::number(int(Reason::DatabaseReadOnly)));
}

void TestStoreFaults::refusesAFileForADirectory()
{
    const QTemporaryDir directory;
    QFile file(directory.filePath(u"profile"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));

    QCOMPARE(refusalOf(file.fileName()), Reason::ProfileNotWritable);
    QCOMPARE(file.size(), 0);
}

void TestStoreFaults::changesNothingWhenTheDatabaseIsFull()
{
    Profile profile;
    const SubscriberKey subscriber = profile.addSubscriber(u"acme"_s);
    QVERIFY(profile.write<Done>(
        [](Connection &connection) { return connection.run("PRAGMA max_page_count=1"); }));
    EventDraft event = draft(u"a"_s);
    event.payload = '"' + QByteArray(100'000, 'x') + '"';

    // Together in one batch: none of them may be half there.
    QList<Async<Published>> answers;
    for (int i = 0; i < 8; ++i) {
        answers.append(profile.store().write<Published>([&](Connection &connection) {
            const NewJob job{subscriber, JobState::Waiting};
            return publish(connection, event, {&job, 1}, kNow);
        }));
    }

    for (const auto &answer : answers)
        QCOMPARE(await(answer).error().reason, Reason::DiskFull);
    QCOMPARE(profile.read<qint64>([](Connection &connection) { return countJobs(connection, {}); }).value(),
             0);
    QVERIFY(profile.write<Done>(
        [](Connection &connection) { return connection.run("PRAGMA max_page_count=1000000"); }));
    QVERIFY(profile.publishTo(subscriber, event));
}

void TestStoreFaults::changesNothingWhenTheDiskIsFull()
{
    const QTemporaryDir directory;
    const QByteArray path = QFile::encodeName(directory.path());
    if (::mount("tmpfs", path.constData(), "tmpfs", 0, "size=2m,mode=0700") != 0)
        QSKIP("needs the right to mount a small file system");
    const auto unmount = qScopeGuard([&] { ::umount2(path.constData(), MNT_DETACH); });
    auto store = Store::open(directory.path());
    QVERIFY(store);
    EventDraft event = draft(u"a"_s);
    event.payload = '"' + QByteArray(100'000, 'x') + '"';
    const auto publishOne = [&] {
        return await((*store)->write<Published>(
            [&](Connection &connection) { return publish(connection, event, {}, kNow); }));
    };

    int published = 0;
    Result<Published> last = publishOne();
    while (last && published < 100) {
        ++published;
        last = publishOne();
    }

    QVERIFY(!last);
    QCOMPARE(last.error().reason, Reason::DiskFull);
    const auto rows = await((*store)->read<QList<qint64>>({}, [](Connection &connection) {
        return connection.all(
            "SELECT count(*) FROM event", {}, [](const Row &row) { return row.integer(0); });
    }));
    QCOMPARE(rows->first(), published);
    store->reset();
}

void TestStoreFaults::cancelsAStoppedQuestion()
{
    Profile profile;
    std::stop_source stop;
    std::promise<void> begun;
    auto answer
        = profile.store().read<qint64>(stop.get_token(), [&](Connection &connection) -> Result<qint64> {
              begun.set_value();
              const auto counted
                  = connection.first("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                     " SELECT count(*) FROM n",
                                     {},
                                     [](const Row &row) { return row.integer(0); });
              if (!counted)
                  return fail(counted.error());
              return counted->value_or(0);
          });
    begun.get_future().wait();

    stop.request_stop();

    QCOMPARE(await(answer).error().kind, ErrorKind::Cancelled);
    QVERIFY(profile.read<qint64>([](Connection &connection) { return countJobs(connection, {}); }));
}

void TestStoreFaults::cancelsAQuestionThatWaits()
{
    Profile profile;
    std::stop_source stop;
    stop.request_stop();

    const auto answer = await(
        profile.store().read<qint64>(stop.get_token(), [](Connection &) { return Result<qint64>(1); }));

    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestStoreFaults)
#include "tst_storefaults.moc"
