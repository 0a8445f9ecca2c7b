// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a power cut and a broken disk may take. No test can cut the power, and no disk here breaks when
// told to: so the call that waits for the disk is this program's own, which can hold it up or refuse.

#include "profile.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <thread>

#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum class Disk { Works, Waits, Breaks, IsFull };

std::atomic<Disk> s_disk = Disk::Works;
std::atomic<int> s_waits = 0; // calls that came while it waits

} // namespace

extern "C" int fdatasync(int file)
{
    if (s_disk == Disk::Waits)
        ++s_waits;
    while (s_disk == Disk::Waits)
        std::this_thread::sleep_for(1ms);
    if (s_disk == Disk::Works)
        return int(::syscall(SYS_fdatasync, file));
    errno = s_disk == Disk::IsFull ? ENOSPC : EIO;
    return -1;
}

namespace tacklebox::store::test {

class TestLogSync : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { s_disk = Disk::Works; }

    void tellsOnlyWhatTheDiskHolds();
    void goesOnWhileTheDiskWorks();
    void tellsATurnBeforeTheDisk();
    void letsWhatComesMeanwhileShareTheWait();
    void endsWithEverythingTold();
    void saysThatTheDiskRefused_data();
    void saysThatTheDiskRefused();
    void writesNothingAfterARefusal();

private:
    // Answers how many events there were before.
    static Async<qint64> addEvent(Profile &profile, Precedence precedence = Precedence::InOrder)
    {
        return profile.store().write<qint64>(
            [](Connection &connection) -> Result<qint64> {
                const auto before = events(connection);
                const auto published = publish(connection, draft(u"order.placed"_s), {}, kNow);
                if (!published)
                    return fail(published.error());
                return before;
            },
            precedence);
    }
    static Result<qint64> events(Connection &connection)
    {
        const auto found = connection.first(
            "SELECT count(*) FROM event", {}, [](const Row &row) { return row.integer(0); });
        if (!found)
            return fail(found.error());
        return found->value_or(0);
    }
    static qint64 visibleEvents(Profile &profile) { return profile.read<qint64>(events).value(); }
};

void TestLogSync::tellsOnlyWhatTheDiskHolds()
{
    Profile profile;
    s_waits = 0;
    s_disk = Disk::Waits;

    const auto added = addEvent(profile);

    QTRY_COMPARE(visibleEvents(profile), 1);
    QTRY_COMPARE(s_waits.load(), 1);
    QVERIFY(!added.isFinished());
    s_disk = Disk::Works;
    QVERIFY(await(added));
}

void TestLogSync::goesOnWhileTheDiskWorks()
{
    Profile profile;
    s_disk = Disk::Waits;

    const auto first = addEvent(profile);
    QTRY_COMPARE(visibleEvents(profile), 1);
    const auto second = addEvent(profile);

    QTRY_COMPARE(visibleEvents(profile), 2);
    QVERIFY(!first.isFinished() && !second.isFinished());
    s_disk = Disk::Works;
    QCOMPARE(await(first).value(), 0);
    QCOMPARE(await(second).value(), 1);
}

// The wire need not wait: what a power cut undoes of it is sent again.
void TestLogSync::tellsATurnBeforeTheDisk()
{
    Profile profile;
    s_waits = 0;
    s_disk = Disk::Waits;

    for (int turn = 0; turn < 10; ++turn)
        QCOMPARE(await(addEvent(profile, Precedence::First)).value(), turn);

    QTRY_COMPARE(s_waits.load(), 1);
    const auto change = addEvent(profile);
    QTRY_COMPARE(visibleEvents(profile), 11);
    QVERIFY(!change.isFinished());
    s_disk = Disk::Works;
    QVERIFY(await(change));
}

void TestLogSync::letsWhatComesMeanwhileShareTheWait()
{
    Profile profile;
    s_waits = 0;
    s_disk = Disk::Waits;
    const auto first = addEvent(profile);
    QTRY_COMPARE(s_waits.load(), 1);

    const int crowd = 50;
    std::vector<Async<qint64>> later;
    for (int i = 0; i < crowd; ++i)
        later.push_back(addEvent(profile));
    QTRY_VERIFY(visibleEvents(profile) >= 3);
    s_disk = Disk::Works;

    for (int i = 0; i < crowd; ++i)
        QCOMPARE(await(later[size_t(i)]).value(), i + 1);
    QCOMPARE(visibleEvents(profile), crowd + 1);
}

void TestLogSync::endsWithEverythingTold()
{
    Profile profile;
    std::vector<Async<qint64>> added;
    for (int i = 0; i < 20; ++i)
        added.push_back(addEvent(profile));

    profile.close();

    for (const auto &event : added)
        QVERIFY(event.isFinished() && event.result().has_value());
}

void TestLogSync::saysThatTheDiskRefused_data()
{
    QTest::addColumn<int>("disk");
    QTest::addColumn<int>("reason");

    QTest::newRow("broken") << int(Disk::Breaks) << int(Reason::FileNotWritten);
    QTest::newRow("full") << int(Disk::IsFull) << int(Reason::DiskFull);
}

void TestLogSync::saysThatTheDiskRefused()
{
    QFETCH(int, disk);
    QFETCH(int, reason);
    Profile profile;
    s_disk = Disk(disk);

    const auto added = await(addEvent(profile));

    QVERIFY(!added);
    QCOMPARE(int(added.error().reason), reason);
    QVERIFY(added.error().subject.startsWith(profile.database()));
}

void TestLogSync::writesNothingAfterARefusal()
{
    Profile profile;
    QVERIFY(await(addEvent(profile)));
    s_disk = Disk::Breaks;
    QVERIFY(!await(addEvent(profile)));
    s_disk = Disk::Works;
    const qint64 before = visibleEvents(profile);

    const auto added = await(addEvent(profile));

    QVERIFY(!added);
    QCOMPARE(added.error().reason, Reason::FileNotWritten);
    QCOMPARE(visibleEvents(profile), before);
    profile.reopen();
    QVERIFY(await(addEvent(profile)));
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestLogSync)
#include "tst_logsync.moc"
