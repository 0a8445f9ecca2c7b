// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/exchange.h"
#include "tests/support/faultyserver.h"
#include "tests/support/freeport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::transport;
using tacklebox::test::Fault;
using tacklebox::test::FaultyServer;

Q_DECLARE_METATYPE(tacklebox::test::Fault)
Q_DECLARE_METATYPE(tacklebox::Outcome)
Q_DECLARE_METATYPE(std::optional<int>)

class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatTheReceiverDid_data();
    void tellsWhatTheReceiverDid();
    void keepsTheStartOfAHugeAnswer();
    void doesNotFollowARedirect();
    void tellsThatNobodyListens();
    void tellsThatTheNameIsUnknown();
    void tellsThatTheUrlIsNone();
    void sendsOnceOverAConnectionThatCloses();
    void abortsWhatIsUnderWay();
    void abortsWhatWaits();
    void completesEverythingBeforeItEnds();
};

void TestFaults::tellsWhatTheReceiverDid_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<std::optional<int>>("code");

    QTest::newRow("closes at once") << Fault::CloseAtOnce << Outcome::ClosedEarly << std::optional<int>();
    QTest::newRow("hangs") << Fault::Hang << Outcome::TimedOut << std::optional<int>();
    QTest::newRow("drips") << Fault::Drip << Outcome::TimedOut << std::optional<int>();
    QTest::newRow("closes half-way") << Fault::CloseHalfway << Outcome::ClosedEarly
                                     << std::optional<int>(200);
    QTest::newRow("10 MB") << Fault::Huge << Outcome::TooLarge << std::optional<int>(200);
    QTest::newRow("1 MB of headers") << Fault::HugeHeaders << Outcome::TooLarge << std::optional<int>(200);
    QTest::newRow("redirects") << Fault::Redirect << Outcome::Redirected << std::optional<int>(302);
    QTest::newRow("isn't HTTP") << Fault::NotHttp << Outcome::ClosedEarly << std::optional<int>();
}

void TestFaults::tellsWhatTheReceiverDid()
{
    QFETCH(const Fault, fault);
    QFETCH(const Outcome, outcome);
    QFETCH(const std::optional<int>, code);
    const FaultyServer server(fault);
    HttpClient client;
    Request request = test::loopbackPost(server.url());
    request.timeout = std::chrono::milliseconds(1500);

    const Reply reply = test::exchange(client, request);

    QCOMPARE(reply.fault, outcome);
    QCOMPARE(reply.statusCode, code);
    QCOMPARE(reply.error.isEmpty(), outcome == Outcome::Redirected);
    QCOMPARE(reply.peer, u"127.0.0.1:"_s + QString::number(server.port()));
    QVERIFY(reply.timing.connect);
    QVERIFY(!reply.timing.tls);
    QVERIFY(reply.timing.total.count() > 0);
}

void TestFaults::keepsTheStartOfAHugeAnswer()
{
    const FaultyServer server(Fault::Huge);
    HttpClient client;

    const Reply reply = test::exchange(client, test::loopbackPost(server.url()));

    QCOMPARE(reply.response.body, QByteArray(kStoredResponseBytes, 'x'));
    QVERIFY(reply.response.truncated);
}

void TestFaults::doesNotFollowARedirect()
{
    const FaultyServer server(Fault::Redirect);
    HttpClient client;

    const Reply reply = test::exchange(client, test::loopbackPost(server.url()));

    QCOMPARE(server.requests().size(), 1);
    QVERIFY(valueOf(reply.response.headers, "location"));
}

void TestFaults::tellsThatNobodyListens()
{
    HttpClient client;
    const QString url = u"http://127.0.0.1:"_s + QString::number(test::freePort()) + u'/';

    const Reply reply = test::exchange(client, test::loopbackPost(url));

    QCOMPARE(reply.fault, Outcome::ConnectFailed);
    QVERIFY(reply.peer.isEmpty());
    QVERIFY(!reply.timing.connect);
}

void TestFaults::tellsThatTheNameIsUnknown()
{
    HttpClient client;

    const Reply reply = test::exchange(client, test::loopbackPost(u"http://no-such-host.invalid/"_s));

    QCOMPARE(reply.fault, Outcome::DnsFailed);
    QVERIFY(!reply.timing.connect);
}

void TestFaults::tellsThatTheUrlIsNone()
{
    HttpClient client;

    for (const QString &url :
         {u"nothing"_s, u""_s, u"ftp://127.0.0.1/"_s, u"http://"_s, u"http://u:p@127.0.0.1/"_s})
        QVERIFY(test::exchange(client, test::loopbackPost(url)).fault.has_value());
}

void TestFaults::sendsOnceOverAConnectionThatCloses()
{
    const FaultyServer server(Fault::CloseKept);
    HttpClient client;
    QCOMPARE(test::exchange(client, test::loopbackPost(server.url())).statusCode, 200);

    const Reply reply = test::exchange(client, test::loopbackPost(server.url()));

    QCOMPARE(reply.fault, Outcome::ClosedEarly);
    QCOMPARE(server.requests().size(), 2);
}

void TestFaults::abortsWhatIsUnderWay()
{
    const FaultyServer server(Fault::Hang);
    HttpClient client;
    std::stop_source source;
    Request request = test::loopbackPost(server.url());
    request.stop = source.get_token();
    std::promise<Reply> promise;
    std::future<Reply> future = promise.get_future();

    client.send(request, [&promise](Reply reply) { promise.set_value(std::move(reply)); });
    QTRY_COMPARE(server.requests().size(), 1);
    source.request_stop();

    QCOMPARE(future.get().fault, Outcome::Aborted);
}

void TestFaults::abortsWhatWaits()
{
    const FaultyServer server(Fault::Hang);
    HttpClient client({8, 1});
    std::stop_source source;
    Request waiting = test::loopbackPost(server.url());
    waiting.stop = source.get_token();
    std::promise<Reply> promise;
    std::future<Reply> future = promise.get_future();

    client.send(test::loopbackPost(server.url()), [](const Reply &) {});
    QTRY_COMPARE(server.requests().size(), 1);
    client.send(waiting, [&promise](Reply reply) { promise.set_value(std::move(reply)); });
    source.request_stop();

    QCOMPARE(future.get().fault, Outcome::Aborted);
    QCOMPARE(server.requests().size(), 1);
}

void TestFaults::completesEverythingBeforeItEnds()
{
    const FaultyServer server(Fault::Hang);
    std::atomic<int> aborted = 0;
    auto client = std::make_unique<HttpClient>(ClientLimits{8, 2});
    std::vector<Request> requests(20, test::loopbackPost(server.url()));

    client->send(std::move(requests), [&aborted](const std::vector<Reply> &replies) {
        for (const Reply &reply : replies)
            aborted += reply.fault == Outcome::Aborted ? 1 : 0;
    });
    QTRY_COMPARE(server.requests().size(), 2);
    client.reset();

    QCOMPARE(aborted.load(), 20);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
