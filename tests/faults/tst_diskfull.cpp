// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The disk is full in the middle of a commit, under a deliverer and those who publish: what was
// acknowledged is delivered once, what wasn't says why, and all goes on when there is space again.

#include "tests/app/tacklerun.h"

#include "rig.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>

#include <csignal>

#include <sys/mount.h>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class DiskFullTest final : public QObject
{
    Q_OBJECT

private slots:
    void goesOnWhenThereIsSpaceAgain();
    void losesNothingWhereAFileMayNotGrow();

private:
    [[nodiscard]] static qint64 countOf(const TackleProfile &tackle, const QStringList &filter = {});
};

namespace {

constexpr int kBatch = 10;
constexpr int kLong = 60'000;

// Ten events of 20 KB.
QString batch(const TackleProfile &tackle)
{
    const QByteArray line = R"({"type":"order.delivered","data":")" + QByteArray(20'000, 'x') + "\"}\n";
    return tackle.file(u"events.jsonl"_s, line.repeated(kBatch));
}

size_t differentJobs(const Receiver &receiver)
{
    QSet<QByteArray> jobs;
    for (const transport::ServerRequest &request : receiver.requests())
        jobs.insert(valueOf(request.headers, "X-Tacklebox-Job").value_or(QByteArray()));
    return size_t(jobs.size());
}

// No file of the process may grow beyond it; a write that would says so.
void limitFiles(QProcess &process, rlim_t bytes)
{
    process.setChildProcessModifier([bytes] {
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::signal(SIGXFSZ, SIG_IGN);
    });
}

} // namespace

qint64 DiskFullTest::countOf(const TackleProfile &tackle, const QStringList &filter)
{
    return tackle.json(QStringList{u"jobs"_s, u"list"_s, u"--count"_s} + filter)
        .json()[u"count"_s]
        .toInteger(-1);
}

void DiskFullTest::goesOnWhenThereIsSpaceAgain()
{
    const TackleProfile tackle;
    QVERIFY(QDir().mkdir(tackle.profile()));
    const QByteArray path = QFile::encodeName(tackle.profile());
    if (::mount("tmpfs", path.constData(), "tmpfs", 0, "size=6m,mode=0700") != 0)
        QSKIP("needs the right to mount a small file system (CAP_SYS_ADMIN)");
    const auto unmount = qScopeGuard([&] { ::umount2(path.constData(), MNT_DETACH); });
    Receiver receiver;
    receiver.answer({200, {}, QByteArray(2000, 'r'), 300ms});
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    QProcess deliverer;
    tackle.start(deliverer, {u"serve"_s});

    qint64 acknowledged = 0;
    Said refused;
    for (int i = 0; i < 100; ++i) {
        const Said said = tackle.json({u"publish"_s, u"--batch"_s, batch(tackle)});
        if (said.code != 0) {
            refused = said;
            break;
        }
        acknowledged += kBatch;
    }

    QVERIFY(acknowledged > 0);
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.error()[u"detail"_s].toString().contains(u"disk is full"_s), refused.err.constData());
    // The rest of it is filled, so that the deliverer can't settle what comes back either.
    QFile filler(tackle.profile() + u"/filler"_s);
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (filler.write(QByteArray(4096, 'x')) > 0) { }
    const qint64 before = qint64(receiver.requests().size());

    QCOMPARE(::mount("tmpfs", path.constData(), "tmpfs", MS_REMOUNT, "size=64m,mode=0700"), 0);

    QTRY_COMPARE_WITH_TIMEOUT(countOf(tackle, {u"--state"_s, u"delivered"_s}), acknowledged, kLong);
    QCOMPARE(countOf(tackle), acknowledged);
    QCOMPARE(differentJobs(receiver), size_t(acknowledged));
    const qint64 again = qint64(receiver.requests().size()) - acknowledged;
    qInfo("acknowledged: %lld, delivered before there was space: %lld, lost: 0, arrived again: %lld",
          acknowledged,
          before,
          again);
    QCOMPARE(again, 0);
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(differentJobs(receiver), size_t(acknowledged + 1), kLong);
    QCOMPARE(end(deliverer), 0);
}

// Where nobody may mount: a limit to the size of a file stands in for the disk.
void DiskFullTest::losesNothingWhereAFileMayNotGrow()
{
    const TackleProfile tackle;
    Receiver receiver;
    QVERIFY(!tackle.subscriber(receiver.url()).isEmpty());
    qint64 acknowledged = 0;
    int code = 0;
    QByteArray said;
    for (int i = 0; i < 100 && code == 0; ++i) {
        QProcess publisher;
        limitFiles(publisher, 2'000'000);
        tackle.start(publisher, {u"--json"_s, u"publish"_s, u"--batch"_s, batch(tackle)});
        QVERIFY(publisher.waitForFinished(kLong));
        code = publisher.exitStatus() == QProcess::NormalExit ? publisher.exitCode() : -1;
        said = publisher.readAllStandardOutput() + publisher.readAllStandardError();
        acknowledged += code == 0 ? kBatch : 0;
    }

    QVERIFY(acknowledged > 0);
    QVERIFY2(code == 1, said.constData());
    QVERIFY2(said.contains("tacklebox.db"), said.constData());
    QCOMPARE(countOf(tackle), acknowledged);
    QCOMPARE(tackle.run({u"serve"_s, u"--until-idle"_s}).code, 0);
    QCOMPARE(receiver.requests().size(), size_t(acknowledged));
    QCOMPARE(differentJobs(receiver), size_t(acknowledged));
    qInfo("acknowledged: %lld, lost: 0, arrived again: 0", acknowledged);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::DiskFullTest)
#include "tst_diskfull.moc"
