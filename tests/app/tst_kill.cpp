// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The promise of the engine: whoever delivers may die at any moment, and no job is lost, and none
// arrives twice but what was under way. Real processes, real kill -9, counted at the receiver.
#include "rig.h"

#include "store/jobstore.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <map>
#include <signal.h>

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kJobs = 1000;
constexpr int kKills = 5;

class Command final
{
public:
    Command(const QString &profile, const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(TACKLEBOX_BINARY_DIR "/bin/tackle"),
                        QStringList{u"--profile"_s, profile} + arguments);
        m_process.waitForStarted();
    }

    ~Command() { kill(); }

    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        ::kill(pid_t(m_process.processId()), SIGKILL);
        m_process.waitForFinished();
    }

    int finish()
    {
        m_process.waitForFinished(60000);
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

private:
    QProcess m_process;
};

QString batchFile(const QTemporaryDir &directory)
{
    QFile file(directory.filePath(u"events.jsonl"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    for (int i = 0; i < kJobs; ++i)
        file.write(R"({"type":"order.delivered","order_id":"ORD-)" + QByteArray::number(i)
                   + R"(","data":{"n":)" + QByteArray::number(i) + "}}\n");
    return file.fileName();
}

std::map<QByteArray, int> arrivals(const Receiver &receiver)
{
    std::map<QByteArray, int> count;
    for (const transport::ServerRequest &request : receiver.requests())
        ++count[valueOf(request.headers, "X-Tacklebox-Job").value_or(QByteArray())];
    return count;
}

} // namespace

class tst_Kill : public QObject
{
    Q_OBJECT

private slots:
    void losesNothingWhenTheDelivererIsKilledFiveTimes()
    {
        const QTemporaryDir directory;
        const QString profile = directory.filePath(u"profile"_s);
        Receiver receiver;
        receiver.answer({200, {}, {}, 100ms}); // 1,000 jobs take more than a second
        QCOMPARE(Command(profile,
                         {u"subscribers"_s,
                          u"create"_s,
                          u"--set"_s,
                          u"name=Acme"_s,
                          u"--set"_s,
                          u"callback_url="_s + receiver.url(),
                          u"--set"_s,
                          u"events=*"_s})
                     .finish(),
                 0);
        QCOMPARE(Command(profile, {u"publish"_s, u"--batch"_s, batchFile(directory)}).finish(), 0);
        const auto store = store::Store::open(profile);
        QVERIFY(store);
        const auto count = [&](JobState state) {
            JobQuery query;
            query.states = {state};
            return Rig::wait((*store)->read<qint64>({},
                                                    [query](store::Connection &connection) {
                                                        return store::countJobs(connection, query);
                                                    }))
                .value();
        };

        qint64 underWay = 0;
        for (int kill = 1; kill <= kKills; ++kill) {
            Command deliverer(profile, {u"serve"_s});
            const size_t enough = size_t(kJobs / (kKills + 1) * kill);
            QTRY_VERIFY_WITH_TIMEOUT(receiver.requests().size() >= enough, 30000);
            deliverer.kill();
            underWay += count(JobState::Sending);
        }
        QVERIFY(underWay > 0);
        QCOMPARE(Command(profile, {u"serve"_s, u"--until-idle"_s}).finish(), 0);

        QCOMPARE(count(JobState::Delivered), kJobs);
        const std::map<QByteArray, int> arrived = arrivals(receiver);
        QCOMPARE(arrived.size(), size_t(kJobs));
        const qint64 twice = qint64(receiver.requests().size()) - kJobs;
        qInfo("%lld arrived again, %lld were under way at the kills", twice, underWay);
        QVERIFY(twice <= underWay);
    }
};

QTEST_GUILESS_MAIN(tst_Kill)
#include "tst_kill.moc"
