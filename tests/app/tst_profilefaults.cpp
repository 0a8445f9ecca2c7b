// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A profile that can't be used: every command says so in one sentence that names the file, and leaves
// every file as it was.

#include "tests/app/tacklerun.h"

#include <QDir>
#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

class ProfileFaultsTest final : public QObject
{
    Q_OBJECT

private slots:
    void refusesANewerDatabase();
    void refusesADatabaseWithADamagedHeader();
    void refusesADatabaseWithADamagedPage();
    void refusesAnotherProgramsDatabase();
    void refusesAReadOnlyDatabase();
    void refusesADatabaseThatCantBeRead();
    void refusesAReadOnlyDirectory();
    void refusesAReadOnlyDisk();
    void refusesAFullDisk();
    void refusesAProfileOfSomebodyElse();
    void refusesAProfileThatEverybodyMayWrite();
    void refusesAFileInTheProfilesPlace();
    void refusesSettingsThatAreNone();
    void saysWhyAKeyFileIsNotWritten();
};

namespace {

using Files = QMap<QString, QByteArray>;

// Each command's kind: one reads, one writes, one delivers.
const QList<QStringList> &commands()
{
    static const QList<QStringList> all{{u"jobs"_s, u"show"_s, u"1"_s},
                                        {u"publish"_s, u"order.delivered"_s},
                                        {u"serve"_s, u"--until-idle"_s}};
    return all;
}

Files filesOf(const QString &directory)
{
    Files files;
    for (const QFileInfo &info : QDir(directory).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(info.filePath());
        files[info.fileName()] = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unread)");
    }
    return files;
}

// Without SQLite's own beside it, which come and go.
Files lasting(Files files)
{
    files.removeIf(
        [](const auto &file) { return file.key().endsWith("-wal"_L1) || file.key().endsWith("-shm"_L1); });
    return files;
}

QString databaseOf(const TackleProfile &tackle)
{
    return tackle.profile() + u"/tacklebox.db"_s;
}

// A profile with a job.
void fill(const TackleProfile &tackle)
{
    QVERIFY(!tackle.subscriber(u"http://127.0.0.1:1/"_s).isEmpty());
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s, u"--sample"_s}).code, 0);
}

QVariant askSql(const QString &file, const QString &statement)
{
    QVariant answer;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"fault"_s);
        database.setDatabaseName(file);
        QSqlQuery query(database);
        if (database.open() && query.exec(statement) && query.next())
            answer = query.value(0);
    }
    QSqlDatabase::removeDatabase(u"fault"_s);
    return answer;
}

void overwrite(const QString &name, qint64 at, const QByteArray &bytes)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

void setMode(const QString &file, mode_t mode)
{
    QCOMPARE(::chmod(QFile::encodeName(file).constData(), mode), 0);
}

// Root may do everything: it tries as nobody instead, to whom all of it is given.
void giveUpRoot(TackleProfile &tackle)
{
    if (::geteuid() != 0)
        return;
    constexpr uint kNobody = 65534;
    QStringList all{tackle.path({}), tackle.path(u"master.key"_s), tackle.profile()};
    for (const QFileInfo &file : QDir(tackle.profile()).entryInfoList(QDir::Files))
        all += file.filePath();
    for (const QString &file : std::as_const(all))
        QCOMPARE(::chown(QFile::encodeName(file).constData(), kNobody, kNobody), 0);
    tackle.runAs(kNobody);
}

void checkSaid(const Said &said, const QString &file, const QString &why)
{
    const QString sentence = said.error()[u"detail"_s].toString();
    QVERIFY2(said.code == 1,
             qPrintable(u"exit %1: "_s.arg(said.code) + QString::fromUtf8(said.out + said.err)));
    QCOMPARE(said.error()[u"kind"_s].toString(), u"failed"_s);
    QVERIFY2(sentence.contains(file) && sentence.contains(why), qPrintable(sentence));
    QVERIFY2(QString::fromUtf8(said.err).startsWith(sentence + u'\n'), said.err.constData());
}

void checkRefusal(const TackleProfile &tackle, const QString &file, const QString &why,
                  const QList<QStringList> &tried = commands())
{
    const Files before = filesOf(tackle.profile());

    for (const QStringList &command : tried) {
        checkSaid(tackle.json(command), file, why);
        QCOMPARE(lasting(filesOf(tackle.profile())), lasting(before));
    }

    const Said doctor = tackle.json({u"doctor"_s});
    QCOMPARE(doctor.code, 1);
    QCOMPARE(doctor.json()[u"healthy"_s].toBool(true), false);
    QVERIFY2(doctor.out.contains(why.toUtf8()), doctor.out.constData());
    QCOMPARE(lasting(filesOf(tackle.profile())), lasting(before));
}

} // namespace

void ProfileFaultsTest::refusesANewerDatabase()
{
    const TackleProfile tackle;
    fill(tackle);
    askSql(databaseOf(tackle), u"PRAGMA user_version=99"_s);

    checkRefusal(tackle, databaseOf(tackle), u"newer version"_s);
}

void ProfileFaultsTest::refusesADatabaseWithADamagedHeader()
{
    const TackleProfile tackle;
    fill(tackle);
    overwrite(databaseOf(tackle), 0, QByteArray(100, '\0'));

    checkRefusal(tackle, databaseOf(tackle), u"damaged"_s);
}

void ProfileFaultsTest::refusesADatabaseWithADamagedPage()
{
    const TackleProfile tackle;
    fill(tackle);
    const QString file = databaseOf(tackle);
    const qint64 size = askSql(file, u"PRAGMA page_size"_s).toLongLong();
    const qint64 page = askSql(file, u"SELECT rootpage FROM sqlite_schema WHERE name='job'"_s).toLongLong();
    QVERIFY(page > 1 && page * size < QFileInfo(file).size());
    overwrite(file, (page - 1) * size, QByteArray(size, 'x'));

    checkRefusal(tackle, file, u"damaged"_s, commands().first(2));
    // A stream with a log: it may have said that it delivers before it came to the page.
    Said served = tackle.json(commands().last());
    served.out = served.out.sliced(std::max<qsizetype>(0, served.out.indexOf("{\n")));
    served.err = served.err.sliced(std::max<qsizetype>(0, served.err.indexOf("The database ")));
    checkSaid(served, file, u"damaged"_s);
}

void ProfileFaultsTest::refusesAnotherProgramsDatabase()
{
    const TackleProfile tackle;
    QVERIFY(QDir().mkdir(tackle.profile()));
    askSql(databaseOf(tackle), u"CREATE TABLE bookmark (url)"_s);
    (void)tackle.file(u"profile/bell"_s, {}); // rung before the database is looked at

    checkRefusal(tackle, databaseOf(tackle), u"another program's"_s);
}

void ProfileFaultsTest::refusesAReadOnlyDatabase()
{
    TackleProfile tackle;
    fill(tackle);
    giveUpRoot(tackle);
    setMode(databaseOf(tackle), 0400);

    checkRefusal(tackle, databaseOf(tackle), u"read-only"_s);
}

void ProfileFaultsTest::refusesADatabaseThatCantBeRead()
{
    TackleProfile tackle;
    fill(tackle);
    giveUpRoot(tackle);
    setMode(databaseOf(tackle), 0000);

    checkRefusal(tackle, databaseOf(tackle), u"can't be read"_s);
}

void ProfileFaultsTest::refusesAReadOnlyDirectory()
{
    TackleProfile tackle;
    fill(tackle);
    giveUpRoot(tackle);
    setMode(tackle.profile(), 0500);

    checkRefusal(tackle, tackle.profile(), u"can't be written"_s);
    setMode(tackle.profile(), 0700);
}

void ProfileFaultsTest::refusesAReadOnlyDisk()
{
    const TackleProfile tackle;
    fill(tackle);
    const QByteArray path = QFile::encodeName(tackle.profile());
    if (::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) != 0)
        QSKIP("needs the right to mount");
    const auto unmount = qScopeGuard([&] { ::umount2(path.constData(), MNT_DETACH); });
    QCOMPARE(::mount(nullptr, path.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr), 0);

    checkRefusal(tackle, tackle.profile(), u"can't be written"_s);
}

void ProfileFaultsTest::refusesAFullDisk()
{
    const TackleProfile tackle;
    QVERIFY(QDir().mkdir(tackle.profile()));
    const QByteArray path = QFile::encodeName(tackle.profile());
    if (::mount("tmpfs", path.constData(), "tmpfs", 0, "size=2m,mode=0700") != 0)
        QSKIP("needs the right to mount a small file system");
    const auto unmount = qScopeGuard([&] { ::umount2(path.constData(), MNT_DETACH); });
    fill(tackle);
    QFile filler(tackle.profile() + u"/filler"_s);
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (filler.write(QByteArray(4096, 'x')) > 0) { }

    checkRefusal(tackle, databaseOf(tackle), u"disk is full"_s);

    QVERIFY(filler.remove());
    QCOMPARE(tackle.json({u"jobs"_s, u"list"_s, u"--count"_s}).json()[u"count"_s].toInt(), 1);
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
}

void ProfileFaultsTest::refusesAProfileOfSomebodyElse()
{
    if (::geteuid() != 0)
        QSKIP("needs root to give a directory away");
    const TackleProfile tackle;
    fill(tackle);
    QCOMPARE(::chown(QFile::encodeName(tackle.profile()).constData(), 65534, 65534), 0);

    checkRefusal(tackle, tackle.profile(), u"somebody else"_s);
}

void ProfileFaultsTest::refusesAProfileThatEverybodyMayWrite()
{
    const TackleProfile tackle;
    fill(tackle);
    setMode(tackle.profile(), 0777);

    checkRefusal(tackle, tackle.profile(), u"everybody"_s);
}

void ProfileFaultsTest::refusesAFileInTheProfilesPlace()
{
    const TackleProfile tackle;
    const QString file = tackle.file(u"profile"_s, "a note");

    checkRefusal(tackle, file, u"can't be written"_s);
    QCOMPARE(filesOf(tackle.path({})).value(u"profile"_s), "a note");
}

void ProfileFaultsTest::refusesSettingsThatAreNone()
{
    const TackleProfile tackle;
    fill(tackle);
    const QString file = tackle.file(u"profile/settings.json"_s, "{\"theme\":");

    checkRefusal(tackle, file, u"can't be read"_s);
}

void ProfileFaultsTest::saysWhyAKeyFileIsNotWritten()
{
    const TackleProfile tackle;
    const QString file = tackle.file(u"key"_s, "mine");

    checkSaid(tackle.json({u"doctor"_s, u"--make-master-key"_s, file}), file, u"File exists"_s);
    QCOMPARE(filesOf(tackle.path({})).value(u"key"_s), "mine");
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::ProfileFaultsTest)
#include "tst_profilefaults.moc"
