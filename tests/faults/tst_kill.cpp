// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The promise of the engine: whoever delivers may die at any moment, and no job is lost, and none
// arrives again but what was under way. Real processes, real kill -9, receivers that refuse, delay and
// fail at random, counted where the requests arrive.
//
// TACKLEBOX_FAULT_KILLS is how often (5), TACKLEBOX_FAULT_SEED where chance begins.

#include "tests/app/tacklerun.h"
#include "tests/faults/moodyreceiver.h"

#include "store/store.h"

#include <QTest>
#include <QUuid>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class KillTest final : public QObject
{
    Q_OBJECT

private slots:
    void losesNothingWhoeverIsKilled();

private:
    [[nodiscard]] QString batch(int round) const;
    // Publishes, delivers, and kills at a moment that nobody chose.
    void killOnce(int round);
    void noteUnderWay();
    [[nodiscard]] std::map<QByteArray, int> attemptsOfDelivered() const;
    void check(int kills);

    TackleProfile m_tackle;
    std::unique_ptr<MoodyReceivers> m_receivers;
    std::unique_ptr<store::Store> m_store;
    std::mt19937 m_random;
    std::map<QByteArray, int> m_underWay; // how often each job stood in sending when its deliverer died
};

namespace {

constexpr int kEventsARound = 100;

int numberFrom(const char *variable, int otherwise)
{
    bool isNumber = false;
    const int number = qEnvironmentVariableIntValue(variable, &isNumber);
    return isNumber ? number : otherwise;
}

// Whatever happens, no job is given up: 60 tries, five a second.
QString patientPolicy()
{
    return QStringList(60, u"200ms"_s).join(u',');
}

int valueIn(const std::map<QByteArray, int> &counts, const QByteArray &name)
{
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

qint64 sumOf(const std::map<QByteArray, int> &counts)
{
    qint64 sum = 0;
    for (const auto &[job, count] : counts)
        sum += count;
    return sum;
}

using Counted = Result<std::map<QByteArray, int>>;

// Jobs and a number of each.
Counted ask(store::Store &store, const char *question)
{
    auto answer
        = store.read<std::map<QByteArray, int>>({}, [question](store::Connection &connection) -> Counted {
              std::map<QByteArray, int> counts;
              const auto read = connection.each(question, {}, [&counts](const store::Row &row) {
                  counts[row.uuid(0).toByteArray(QUuid::WithoutBraces)] = int(row.integer(1));
              });
              if (!read)
                  return fail(read.error());
              return counts;
          });
    answer.waitForFinished();
    return answer.result();
}

QByteArray textOf(const std::map<QByteArray, int> &counts)
{
    QByteArray text;
    for (const auto &[name, count] : counts)
        text += (text.isEmpty() ? "" : ", ") + name + ": " + QByteArray::number(count);
    return text;
}

} // namespace

QString KillTest::batch(int round) const
{
    QByteArray lines;
    for (int i = 0; i < kEventsARound; ++i)
        lines += "{\"type\":\"order.delivered\",\"order_id\":\"ORD-" + QByteArray::number(round) + '-'
            + QByteArray::number(i) + "\",\"data\":{\"n\":" + QByteArray::number(i) + "}}\n";
    return m_tackle.file(u"events.jsonl"_s, lines);
}

void KillTest::noteUnderWay()
{
    const Counted sending = ask(*m_store, "SELECT uuid, 1 FROM job WHERE state = 1");
    QVERIFY(sending);
    for (const auto &[job, once] : *sending)
        m_underWay[job] += once;
}

std::map<QByteArray, int> KillTest::attemptsOfDelivered() const
{
    return ask(*m_store, "SELECT uuid, attempts FROM job WHERE state = 2").value();
}

void KillTest::killOnce(int round)
{
    QProcess publisher;
    QProcess deliverer;
    m_tackle.start(deliverer, {u"serve"_s});
    m_tackle.start(publisher, {u"publish"_s, u"--batch"_s, batch(round)});
    // A moment after it has begun: within as many requests as a round has, or a moment by the clock.
    const qint64 before = m_receivers->requests();
    m_receivers->waitFor(before + 1, 20s);
    QVERIFY(m_receivers->requests() > before);
    const qint64 more = 1 + qint64(m_random() % quint32(kEventsARound * MoodyReceivers::kCount));
    m_receivers->waitFor(before + more, std::chrono::milliseconds(m_random() % 1500));

    QCOMPARE(::kill(pid_t(deliverer.processId()), SIGKILL), 0);

    QVERIFY(deliverer.waitForFinished());
    QVERIFY(publisher.waitForFinished());
    QCOMPARE(publisher.exitCode(), 0);
    noteUnderWay();
}

void KillTest::losesNothingWhoeverIsKilled()
{
    const int kills = numberFrom("TACKLEBOX_FAULT_KILLS", 5);
    const int seed = numberFrom("TACKLEBOX_FAULT_SEED", int(std::random_device{}() >> 1));
    qInfo("%d kills, TACKLEBOX_FAULT_SEED=%d", kills, seed);
    m_random.seed(quint32(seed));
    m_receivers = std::make_unique<MoodyReceivers>(quint32(seed) + 1);
    for (int i = 0; i < MoodyReceivers::kCount; ++i) {
        const QString id = m_tackle.subscriber(
            m_receivers->url(i),
            {u"--set"_s, u"retry_policy="_s + patientPolicy(), u"--set"_s, u"timeout_ms=5000"_s});
        QVERIFY(!id.isEmpty());
    }
    m_store = std::move(store::Store::open(m_tackle.profile()).value());

    for (int kill = 1; kill <= kills; ++kill) {
        killOnce(kill);
        if (QTest::currentTestFailed())
            return;
    }
    m_receivers->calm();
    QProcess last;
    m_tackle.start(last, {u"serve"_s, u"--until-idle"_s});
    QVERIFY(last.waitForFinished(600'000));
    QCOMPARE(last.exitCode(), 0);

    check(kills);
}

void KillTest::check(int kills)
{
    const qint64 jobs = qint64(kills) * kEventsARound * MoodyReceivers::kCount;
    const std::map<QByteArray, int> recorded = attemptsOfDelivered();
    qint64 accepted = 0;
    qint64 again = 0;
    for (const auto &[job, arrived] : m_receivers->arrivals()) {
        accepted += arrived.accepted > 0 ? 1 : 0;
        again += std::max(arrived.accepted - 1, 0);
        // What arrived is recorded, or was under way when its deliverer died.
        QVERIFY2(arrived.all <= valueIn(recorded, job) + valueIn(m_underWay, job), job.constData());
        QVERIFY2(arrived.accepted <= 1 + valueIn(m_underWay, job), job.constData());
    }
    qInfo("%lld jobs in %lld requests (%s)",
          jobs,
          m_receivers->requests(),
          textOf(m_receivers->answers()).constData());
    qInfo("kills: %d, lost: %lld, accepted again: %lld, in sending at the kills: %lld",
          kills,
          jobs - accepted,
          again,
          sumOf(m_underWay));
    QCOMPARE(qint64(recorded.size()), jobs);
    QCOMPARE(accepted, jobs);
    QVERIFY(sumOf(m_underWay) > 0);
    QVERIFY(again <= sumOf(m_underWay));
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::KillTest)
#include "tst_kill.moc"
