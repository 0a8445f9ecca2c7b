// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A backup is whole or not there.

#include "store/backup.h"
#include "store/integrity.h"
#include "tests/store/profile.h"

#include <QTest>

#include <thread>

#include <sys/mount.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace tacklebox::store::test {

class BackupTest final : public QObject
{
    Q_OBJECT

private slots:
    void copiesWhileOthersWrite();
    void isForItsOwnerAlone();
    void refusesAFileThatIsThere();
    void leavesNothingWhenStopped();
    void leavesNothingOfADamagedDatabase();
    void leavesNothingOnAFullDisk();

private:
    [[nodiscard]] QString target() const { return m_directory.filePath(u"copy.db"_s); }
    [[nodiscard]] QStringList files() const { return QDir(m_directory.path()).entryList(QDir::Files); }
    void fill(Profile &profile, int count) const;

    QTemporaryDir m_directory;
};

void BackupTest::fill(Profile &profile, int count) const
{
    const auto subscriber = profile.addSubscriber(u"acme"_s);
    EventDraft event = draft(u"order.delivered"_s);
    event.payload = QByteArray(1000, ' ') + "{}";
    QVERIFY(profile.write<Done>([&](Connection &connection) -> Result<Done> {
        const NewJob job{subscriber, JobState::Waiting};
        for (int i = 0; i < count; ++i) {
            if (const auto published = publish(connection, event, {&job, 1}, kNow); !published)
                return fail(published.error());
        }
        return Done{};
    }));
}

void BackupTest::copiesWhileOthersWrite()
{
    Profile profile;
    fill(profile, 200);
    const auto subscriber = profile.addSubscriber(u"busy"_s);
    std::atomic<bool> isOver = false;
    std::atomic<int> written = 0;
    std::thread busy([&] {
        while (!isOver) {
            const auto published = profile.store().write<Published>([&](Connection &connection) {
                const NewJob job{subscriber, JobState::Waiting};
                return publish(connection, draft(u"order.delivered"_s), {&job, 1}, kNow);
            });
            QFuture<Result<Published>> waited = published;
            waited.waitForFinished();
            ++written;
        }
    });
    while (written < 5)
        std::this_thread::yield();

    const auto bytes = backUp(profile.database(), target(), {});
    const int afterwards = written;
    while (written < afterwards + 5)
        std::this_thread::yield();
    isOver = true;
    busy.join();

    QVERIFY2(bytes, bytes ? "" : qPrintable(bytes.error().detail));
    QCOMPARE(*bytes, QFileInfo(target()).size());
    auto copy = Connection::open(target(), Connection::Access::ReadOnly);
    QVERIFY(copy);
    QVERIFY(checkIntegrity(**copy));
    const auto jobs
        = (*copy)->first("SELECT count(*) FROM job", {}, [](const Row &row) { return row.integer(0); });
    QVERIFY(**jobs >= 200 && **jobs <= 200 + written);
    copy->reset();

    // It is a profile's database like any other.
    QDir().mkdir(m_directory.filePath(u"again"_s));
    QVERIFY(QFile::rename(target(), m_directory.filePath(u"again/tacklebox.db"_s)));
    const auto again = Store::open(m_directory.filePath(u"again"_s));
    QVERIFY(again);
    const auto space = await((*again)->read<std::optional<qint64>>({}, [](Connection &connection) {
        return connection.first("PRAGMA auto_vacuum", {}, [](const Row &row) { return row.integer(0); });
    }));
    QCOMPARE(**space, 2);
}

void BackupTest::isForItsOwnerAlone()
{
    Profile profile;
    fill(profile, 1);
    const mode_t before = ::umask(0);

    const auto bytes = backUp(profile.database(), target(), {});
    ::umask(before);

    QVERIFY(bytes);
    struct stat facts = {};
    QCOMPARE(::stat(QFile::encodeName(target()).constData(), &facts), 0);
    QCOMPARE(facts.st_mode & 0777, mode_t(0600));
    QCOMPARE(files(), QStringList{u"copy.db"_s});
    QVERIFY(QFile::remove(target()));
}

void BackupTest::refusesAFileThatIsThere()
{
    Profile profile;
    fill(profile, 1);
    QFile mine(target());
    QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
    mine.close();

    const auto refused = backUp(profile.database(), target(), {});

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::FileExists);
    QCOMPARE(refused.error().subject, target());
    QCOMPARE(QFileInfo(target()).size(), 4);
    QCOMPARE(files(), QStringList{u"copy.db"_s});
    QVERIFY(QFile::remove(target()));
}

void BackupTest::leavesNothingWhenStopped()
{
    Profile profile;
    fill(profile, 500);
    std::stop_source stop;
    stop.request_stop();

    const auto refused = backUp(profile.database(), target(), stop.get_token());

    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Cancelled);
    QCOMPARE(files(), QStringList());
}

void BackupTest::leavesNothingOfADamagedDatabase()
{
    Profile profile;
    fill(profile, 500);
    const auto page = profile.read<std::optional<qint64>>([](Connection &connection) {
        return connection.first("SELECT rootpage FROM sqlite_schema WHERE name = 'event'",
                                {},
                                [](const Row &row) { return row.integer(0); });
    });
    profile.close();
    QFile file(profile.database());
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek((**page - 1) * 4096));
    QCOMPARE(file.write(QByteArray(4096, 'x')), 4096);
    file.close();

    const auto refused = backUp(profile.database(), target(), {});

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::DatabaseDamaged);
    QCOMPARE(files(), QStringList());
}

void BackupTest::leavesNothingOnAFullDisk()
{
    Profile profile;
    fill(profile, 3000);
    const QByteArray path = QFile::encodeName(m_directory.path());
    if (::mount("tmpfs", path.constData(), "tmpfs", 0, "size=1m,mode=0700") != 0)
        QSKIP("needs the right to mount a small file system");
    const auto unmount = qScopeGuard([&] { ::umount2(path.constData(), MNT_DETACH); });

    const auto refused = backUp(profile.database(), target(), {});

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::DiskFull);
    QCOMPARE(refused.error().subject, target());
    QCOMPARE(files(), QStringList());
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::BackupTest)
#include "tst_backup.moc"
