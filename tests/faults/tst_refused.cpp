// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Ten thousand connections are refused at once, and an answer comes when nobody waits for it any more.

#include "tests/support/freeport.h"

#include "rig.h"

#include <QDir>
#include <QJsonArray>

#include <array>
#include <condition_variable>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::test {

class RefusedTest final : public QObject
{
    Q_OBJECT

private slots:
    void answersTenThousandThatAreRefused();
    void deliversAllWhenTheReceiversAreThere();
    void ignoresAnAnswerAfterTheTimeOut();
};

namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kMany = 2'000; // a sanitizer takes its time
#else
constexpr int kMany = 10'000;
#endif
constexpr int kReceivers = 10;
constexpr int kLong = 120'000;

qsizetype openFiles()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot).size();
}

transport::Request requestTo(quint16 port, quint64 tag)
{
    transport::Request request;
    request.url = u"http://127.0.0.1:%1/hook"_s.arg(port);
    request.body = "{}";
    request.guard.allowsLoopback = true;
    request.tag = tag;
    return request;
}

qint64 countIn(Rig &rig, JobState state)
{
    JobQuery query;
    query.states = {state};
    query.count = true;
    query.page.size = 1;
    return Rig::wait(rig.backend->jobs(query, {})).value().count.value_or(0);
}

} // namespace

void RefusedTest::answersTenThousandThatAreRefused()
{
    std::array<quint16, kReceivers> ports{};
    std::ranges::generate(ports, freePort);
    std::mutex mutex;
    std::vector<int> answers(kMany, 0);
    std::atomic<int> answered = 0;
    std::atomic<int> refused = 0;
    transport::HttpClient client;
    const qsizetype before = openFiles();

    std::vector<transport::Request> requests;
    for (int i = 0; i < kMany; ++i)
        requests.push_back(requestTo(ports[size_t(i % kReceivers)], quint64(i)));
    client.send(std::move(requests), [&](std::vector<transport::Reply> replies) {
        const std::scoped_lock lock(mutex);
        for (const transport::Reply &reply : replies) {
            ++answers[reply.tag];
            refused += reply.fault == Outcome::ConnectFailed && !reply.isSent ? 1 : 0;
            ++answered;
        }
    });

    QTRY_COMPARE_WITH_TIMEOUT(answered.load(), kMany, kLong);
    QCOMPARE(refused.load(), kMany);
    const std::scoped_lock lock(mutex);
    QVERIFY(std::ranges::all_of(answers, [](int times) { return times == 1; }));
    QVERIFY(openFiles() <= before + 8);
    qInfo("refused: %d, answered once each, descriptors left: %lld", kMany, qint64(openFiles() - before));
}

void RefusedTest::deliversAllWhenTheReceiversAreThere()
{
    Rig rig;
    std::array<quint16, kReceivers> ports{};
    std::ranges::generate(ports, freePort);
    for (const quint16 port : ports)
        rig.subscribe({{u"name"_s, u"at %1"_s.arg(port)},
                       {u"callback_url"_s, u"http://127.0.0.1:%1/hook"_s.arg(port)},
                       {u"retry_policy"_s, u"1h,1h,1h"_s}});
    Receiver healthy;
    rig.subscribe({{u"callback_url"_s, healthy.url()}});
    QList<EventDraft> events(kMany / kReceivers);
    for (EventDraft &event : events) {
        event.type = u"order.delivered"_s;
        event.payload = "{}";
    }
    rig.deliver();
    QVERIFY(Rig::wait(rig.backend->publish(events)));

    // Those that refuse take nothing from the one that answers.
    QTRY_COMPARE_WITH_TIMEOUT(countIn(rig, JobState::Delivered), events.size(), kLong);
    QTRY_VERIFY_WITH_TIMEOUT(countIn(rig, JobState::Retrying) >= kReceivers * 10, kLong);
    QCOMPARE(countIn(rig, JobState::Failed), 0);

    std::mutex mutex;
    QSet<QByteArray> arrived;
    int requests = 0;
    std::vector<std::unique_ptr<transport::HttpServer>> servers;
    for (const quint16 port : ports) {
        transport::ServerOptions options;
        options.port = port;
        auto server
            = transport::HttpServer::listen(options, [&](transport::ServerRequest request, auto respond) {
                  {
                      const std::scoped_lock lock(mutex);
                      ++requests;
                      arrived.insert(valueOf(request.headers, "X-Tacklebox-Job").value_or(QByteArray()));
                  }
                  respond({});
              });
        QVERIFY(server);
        servers.push_back(std::move(*server));
    }
    rig.clock.advance(2h);
    rig.restart(); // what it knew of hosts that rest is gone

    QTRY_COMPARE_WITH_TIMEOUT(countIn(rig, JobState::Delivered), kMany + events.size(), kLong);
    const std::scoped_lock lock(mutex);
    qInfo("jobs: %d, lost: %lld, arrived again: %lld",
          kMany,
          qint64(kMany - arrived.size()),
          qint64(requests - arrived.size()));
    QCOMPARE(arrived.size(), kMany);
    QCOMPARE(requests, kMany);
}

void RefusedTest::ignoresAnAnswerAfterTheTimeOut()
{
    Rig rig;
    std::mutex mutex;
    std::vector<std::function<void(transport::ServerResponse)>> waiting;
    auto server = transport::HttpServer::listen({}, [&](transport::ServerRequest, auto respond) {
                      const std::scoped_lock lock(mutex);
                      waiting.push_back(respond);
                  }).value();
    const auto arrived = [&] {
        const std::scoped_lock lock(mutex);
        return waiting.size();
    };
    rig.subscribe({{u"callback_url"_s, server->url()},
                   {u"events"_s, QJsonArray{u"order.*"_s}},
                   {u"timeout_ms"_s, 200},
                   {u"retry_policy"_s, u"10m,10m"_s}});
    rig.deliver();
    const JobId id = rig.publish(u"order.delivered"_s);
    QTRY_COMPARE(rig.stateOf(id), JobState::Retrying);
    QCOMPARE(rig.job(id).attemptLog.last().outcome, Outcome::TimedOut);

    waiting.front()({}); // 200, and nobody hears it
    Receiver other;
    rig.subscribe(
        {{u"name"_s, u"Other"_s}, {u"callback_url"_s, other.url()}, {u"events"_s, QJsonArray{u"x"_s}}});
    const JobId next = rig.publish(u"x"_s);
    QTRY_COMPARE(rig.stateOf(next), JobState::Delivered);
    QCOMPARE(rig.stateOf(id), JobState::Retrying);
    QCOMPARE(rig.job(id).attemptLog.size(), 1);

    rig.clock.advance(11min);
    QTRY_COMPARE(arrived(), size_t(2));
    {
        const std::scoped_lock lock(mutex);
        waiting.back()({});
    }
    QTRY_COMPARE(rig.stateOf(id), JobState::Delivered);
    QCOMPARE(rig.job(id).attemptLog.size(), 2);
    QCOMPARE(arrived(), size_t(2));
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::RefusedTest)
#include "tst_refused.moc"
