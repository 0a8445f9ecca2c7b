// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Two real processes at one profile: they race for the lock, and one that was frozen while another took
// over wakes up with the other's jobs in its hands.

#include "tests/app/tacklerun.h"

#include "rig.h"

#include "store/jobstore.h"

#include <QFile>

#include <csignal>
#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class TakeoverTest final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void givesTheLockToOneOfTwo();
    void waitsForTheLockOfOneThatIsFrozen();
    void settlesNothingForOneThatWasFrozen();

private:
    void publish(int events) const;
    [[nodiscard]] qint64 count(JobState state) const;
    [[nodiscard]] qint64 number(const char *question) const;
    [[nodiscard]] std::map<QByteArray, int> arrivals() const;

    std::unique_ptr<TackleProfile> m_tackle;
    std::unique_ptr<Receiver> m_receiver;
    std::unique_ptr<store::Store> m_store;
};

namespace {

constexpr int kEvents = 300;
constexpr int kLong = 60'000;
constexpr char kEpoch[] = "SELECT epoch FROM profile";
// What each job is, to see whether anything changes it.
constexpr char kFingerprint[] = "SELECT sum(id * (state * 7 + attempts * 11 + status_code * 13)"
                                " + last_sent_at % 100000) FROM job";

// Stopped until it is woken, or the test ends.
class Frozen final
{
public:
    explicit Frozen(const QProcess &process)
        : m_process(pid_t(process.processId()))
    {
        ::kill(m_process, SIGSTOP);
    }
    ~Frozen() { wake(); }
    Frozen(const Frozen &) = delete;
    Frozen &operator=(const Frozen &) = delete;

    void wake() const { ::kill(m_process, SIGCONT); }

private:
    pid_t m_process;
};

const QStringList &serve()
{
    static const QStringList arguments{u"--json"_s, u"serve"_s};
    return arguments;
}

// The next that it says of itself.
bool isDelivering(QProcess &process)
{
    const QByteArray line = nextLine(process);
    [&] { QVERIFY2(line.contains("delivering"), line.constData()); }();
    return line.contains("true");
}

} // namespace

void TakeoverTest::init()
{
    m_tackle = std::make_unique<TackleProfile>();
    m_receiver = std::make_unique<Receiver>();
    QVERIFY(!m_tackle->subscriber(m_receiver->url()).isEmpty());
    m_store = std::move(store::Store::open(m_tackle->profile()).value());
}

void TakeoverTest::publish(int events) const
{
    const QByteArray line = "{\"type\":\"order.delivered\"}\n";
    const QString file = m_tackle->file(u"events.jsonl"_s, line.repeated(events));
    QCOMPARE(m_tackle->run({u"publish"_s, u"--batch"_s, file}).code, 0);
}

qint64 TakeoverTest::count(JobState state) const
{
    JobQuery query;
    query.states = {state};
    return Rig::wait(m_store->read<qint64>({},
                                           [query](store::Connection &connection) {
                                               return store::countJobs(connection, query);
                                           }))
        .value();
}

qint64 TakeoverTest::number(const char *question) const
{
    const auto answer = m_store->read<std::optional<qint64>>({}, [question](store::Connection &connection) {
        return connection.first(question, {}, [](const store::Row &row) { return row.integer(0); });
    });
    return Rig::wait(answer).value().value_or(0);
}

std::map<QByteArray, int> TakeoverTest::arrivals() const
{
    std::map<QByteArray, int> count;
    for (const transport::ServerRequest &request : m_receiver->requests())
        ++count[valueOf(request.headers, "X-Tacklebox-Job").value_or(QByteArray())];
    return count;
}

void TakeoverTest::givesTheLockToOneOfTwo()
{
    constexpr int kRaces = 3;
    for (int race = 1; race <= kRaces; ++race) {
        QProcess first;
        QProcess second;
        m_tackle->start(first, serve());
        m_tackle->start(second, serve());
        const bool isFirst = isDelivering(first);
        QCOMPARE(isDelivering(second), !isFirst);

        // The one that stood by delivers as soon as the other is gone, however it went.
        QProcess &holder = isFirst ? first : second;
        QProcess &standby = isFirst ? second : first;
        ::kill(pid_t(holder.processId()), SIGKILL);
        QVERIFY(holder.waitForFinished());
        QVERIFY(isDelivering(standby));
        publish(10);
        QTRY_COMPARE_WITH_TIMEOUT(count(JobState::Delivered), race * 10, kLong);
        QCOMPARE(number(kEpoch), race * 2);
        QCOMPARE(end(standby), 0);
    }

    QCOMPARE(m_receiver->requests().size(), size_t(kRaces * 10));
    QCOMPARE(arrivals().size(), size_t(kRaces * 10));
    qInfo("races: %d, jobs: %d, lost: 0, arrived again: 0", kRaces, kRaces * 10);
}

// The kernel frees a lock when its holder dies, not when it is stopped: nobody else delivers meanwhile.
void TakeoverTest::waitsForTheLockOfOneThatIsFrozen()
{
    QProcess holder;
    m_tackle->start(holder, serve());
    QVERIFY(isDelivering(holder));
    const Frozen frozen(holder);
    QProcess other;
    m_tackle->start(other, serve());
    QVERIFY(!isDelivering(other));
    publish(10);
    QCOMPARE(count(JobState::Waiting), 10);

    frozen.wake();

    QTRY_COMPARE_WITH_TIMEOUT(count(JobState::Delivered), 10, kLong);
    QCOMPARE(number(kEpoch), 1);
    QCOMPARE(m_receiver->requests().size(), size_t(10));
    QCOMPARE(end(other), 0);
    QCOMPARE(end(holder), 0);
}

// Only where its lock's file was removed can another take over from one that is frozen.
void TakeoverTest::settlesNothingForOneThatWasFrozen()
{
    publish(kEvents);
    m_receiver->answer({200, {}, {}, 300ms});
    QProcess old;
    m_tackle->start(old, serve());
    QVERIFY(isDelivering(old));
    QTRY_VERIFY_WITH_TIMEOUT(m_receiver->requests().size() > 5, kLong);
    const Frozen frozen(old);
    const qint64 underWay = count(JobState::Sending);
    QVERIFY(underWay > 0);
    QVERIFY(QFile::remove(m_tackle->profile() + u"/deliverer.lock"_s));
    m_receiver->answer({201, {}, {}, 0ms});
    QProcess heir;
    m_tackle->start(heir, serve());
    QVERIFY(isDelivering(heir));
    QTRY_COMPARE_WITH_TIMEOUT(count(JobState::Delivered), kEvents, kLong);
    const qint64 before = number(kFingerprint);

    frozen.wake();

    // It has the answers to what it sent, may settle none of them, and stands by.
    QVERIFY(!isDelivering(old));
    QCOMPARE(number(kFingerprint), before);
    QCOMPARE(number(kEpoch), 2);
    publish(1);
    QTRY_COMPARE_WITH_TIMEOUT(count(JobState::Delivered), kEvents + 1, kLong);
    QCOMPARE(number(kEpoch), 2);
    const auto arrived = arrivals();
    QCOMPARE(arrived.size(), size_t(kEvents + 1));
    const qint64 again = qint64(m_receiver->requests().size()) - kEvents - 1;
    qInfo("jobs: %d, lost: 0, arrived again: %lld, in sending when it was frozen: %lld",
          kEvents + 1,
          again,
          underWay);
    QVERIFY(again <= underWay);
    QCOMPARE(end(heir), 0);
    QCOMPARE(end(old), 0);
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::TakeoverTest)
#include "tst_takeover.moc"
