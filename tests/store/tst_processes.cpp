// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "profile.h"
#include "store/delivererlock.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::store::test {

class TestProcesses : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatAnotherProcessPublished();
    void tellsItWithoutTheBellToo();
    void losesNothingWhenManyWrite();
    void makesOneProfileWhenManyOpenIt();
    void givesTheLockToOne();
    void freesTheLockOfAKilledProcess();

private:
    static std::unique_ptr<QProcess> probe(const QString &profile, const QStringList &arguments)
    {
        auto process = std::make_unique<QProcess>();
        process->start(QCoreApplication::applicationDirPath() + u"/storeprobe"_s,
                       QStringList{profile} + arguments);
        return process;
    }
    static QByteArray lineOf(QProcess &process)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 30'000); }();
        return process.readLine().trimmed();
    }
    static void end(QProcess &process)
    {
        process.closeWriteChannel();
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 30'000);
    }
};

void TestProcesses::tellsWhatAnotherProcessPublished()
{
    Profile profile;
    profile.addSubscriber(u"acme"_s);
    int events = 0;
    QStringList types;
    connect(&profile.store(), &Store::newsArrived, this, [&](const News &news) {
        events += news.events;
        for (const Job &job : news.jobs)
            types.append(job.eventType);
    });

    const auto other = probe(profile.path(), {u"publish"_s, u"3"_s});

    QCOMPARE(lineOf(*other), QByteArray("published 3"));
    QTRY_COMPARE(events, 3);
    QCOMPARE(types.count(u"probe"_s), 3);
    end(*other);
}

void TestProcesses::tellsItWithoutTheBellToo()
{
    Profile profile;
    profile.addSubscriber(u"acme"_s);
    QVERIFY(QFile::remove(profile.path() + u"/bell"_s));
    int events = 0;
    connect(&profile.store(), &Store::newsArrived, this, [&](const News &news) { events += news.events; });

    const auto other = probe(profile.path(), {u"publish"_s, u"1"_s});

    QCOMPARE(lineOf(*other), QByteArray("published 1"));
    QTRY_COMPARE(events, 1);
    end(*other);
}

void TestProcesses::losesNothingWhenManyWrite()
{
    Profile profile;
    profile.addSubscriber(u"acme"_s);
    std::vector<std::unique_ptr<QProcess>> others;
    for (int i = 0; i < 3; ++i)
        others.push_back(probe(profile.path(), {u"publish"_s, u"100"_s}));
    const SubscriberKey subscriber = profile.addSubscriber(u"own"_s);
    for (int i = 0; i < 100; ++i)
        QVERIFY(profile.publishTo(subscriber, draft(u"own"_s)));

    for (const auto &other : others) {
        QCOMPARE(lineOf(*other), QByteArray("published 100"));
        end(*other);
    }

    const auto count = profile.read<qint64>([](Connection &connection) { return countJobs(connection, {}); });
    QCOMPARE(count.value(), 400);
}

void TestProcesses::makesOneProfileWhenManyOpenIt()
{
    const QTemporaryDir directory;
    const QString profile = directory.filePath(u"new"_s);
    std::vector<std::unique_ptr<QProcess>> others;
    for (int i = 0; i < 6; ++i)
        others.push_back(probe(profile, {u"open"_s}));

    for (const auto &other : others) {
        QCOMPARE(lineOf(*other), QByteArray("opened 0"));
        end(*other);
    }
}

void TestProcesses::givesTheLockToOne()
{
    const QTemporaryDir directory;
    QVERIFY(!DelivererLock::isHeld(directory.path()));
    const auto holder = probe(directory.path(), {u"lock"_s});
    QCOMPARE(lineOf(*holder), QByteArray("held 0"));

    const auto refused = DelivererLock::tryAcquire(directory.path());

    QVERIFY(refused);
    QVERIFY(!*refused);
    QVERIFY(DelivererLock::isHeld(directory.path()));
    end(*holder);
    const auto taken = DelivererLock::tryAcquire(directory.path());
    QVERIFY(taken && *taken);
    QVERIFY(!*DelivererLock::tryAcquire(directory.path()));
}

void TestProcesses::freesTheLockOfAKilledProcess()
{
    const QTemporaryDir directory;
    const auto holder = probe(directory.path(), {u"lock"_s});
    QCOMPARE(lineOf(*holder), QByteArray("held 0"));

    holder->kill();
    QTRY_COMPARE(holder->state(), QProcess::NotRunning);

    QVERIFY(*DelivererLock::tryAcquire(directory.path()));
}

} // namespace tacklebox::store::test

QTEST_GUILESS_MAIN(tacklebox::store::test::TestProcesses)
#include "tst_processes.moc"
