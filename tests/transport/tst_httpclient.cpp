// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/exchange.h"
#include "tests/support/faultyserver.h"
#include "tests/support/nginx.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::transport;
using tacklebox::test::Fault;
using tacklebox::test::FaultyServer;
using tacklebox::test::Nginx;

class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void reportsTheWholeExchange();
    void leavesOtherPhasesOutOnAKeptConnection();
    void leavesTheCodeToTheCaller_data();
    void leavesTheCodeToTheCaller();
    void reportsHeadersAsTheyWereSent();
    void sendsTheBodyUntouched();
    void sendsOtherMethods_data();
    void sendsOtherMethods();
    void sendsManyOverFewConnections();
    void keepsOtherHostsGoingWhileOneHangs();
    void recallsWhatHasNotBegun();
    void ignoresTheProxyOfTheEnvironment();
    void goesThroughTheProxyThatIsSet();
    void judgesALiteralAddressBehindAProxy();
};

void TestHttpClient::init()
{
    qunsetenv("http_proxy");
}

void TestHttpClient::reportsTheWholeExchange()
{
    const Nginx nginx;
    QVERIFY(nginx.isUp());
    HttpClient client;
    Request request = test::loopbackPost(nginx.url());
    request.tag = 42;

    const Reply reply = test::exchange(client, request);

    QVERIFY2(!reply.fault, qPrintable(reply.error));
    QCOMPARE(reply.tag, 42U);
    QCOMPARE(reply.statusCode, 200);
    QCOMPARE(reply.peer, u"127.0.0.1:"_s + QString::number(nginx.port()));
    QVERIFY(!reply.reused);
    QCOMPARE(reply.request.method, "POST");
    QCOMPARE(reply.request.url, nginx.url());
    QCOMPARE(reply.request.body, request.body);
    QCOMPARE(reply.response.body, "ok\n");
    QVERIFY(!reply.response.truncated);
    QCOMPARE(valueOf(reply.response.headers, "content-length"), "3");
    QVERIFY(reply.timing.dns && reply.timing.connect && reply.timing.firstByte);
    QVERIFY(!reply.timing.tls);
    QVERIFY(*reply.timing.dns + *reply.timing.connect + *reply.timing.firstByte <= reply.timing.total);
}

void TestHttpClient::leavesOtherPhasesOutOnAKeptConnection()
{
    const Nginx nginx;
    QVERIFY(nginx.isUp());
    HttpClient client;
    test::exchange(client, test::loopbackPost(nginx.url()));

    const Reply reply = test::exchange(client, test::loopbackPost(nginx.url()));

    QVERIFY(reply.reused);
    QCOMPARE(reply.peer, u"127.0.0.1:"_s + QString::number(nginx.port()));
    QVERIFY(!reply.timing.dns && !reply.timing.connect && !reply.timing.tls);
    QVERIFY(reply.timing.firstByte);
}

void TestHttpClient::leavesTheCodeToTheCaller_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {200, 201, 204, 400, 404, 410, 500, 503})
        QTest::addRow("%d", code) << code;
}

void TestHttpClient::leavesTheCodeToTheCaller()
{
    QFETCH(const int, code);
    const Nginx nginx;
    QVERIFY(nginx.isUp());
    HttpClient client;

    const Reply reply = test::exchange(client, test::loopbackPost(nginx.url(u'/' + QString::number(code))));

    QVERIFY(!reply.fault);
    QCOMPARE(reply.statusCode, code);
}

void TestHttpClient::reportsHeadersAsTheyWereSent()
{
    const FaultyServer server(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(server.url());
    request.headers.append({{"X-Empty", ""}, {"X-Two", "a"}, {"X-Two", "b"}, {"Host", "evil"}});

    const Reply reply = test::exchange(client, request);

    QByteArray expected = "POST /hook HTTP/1.1\r\n";
    for (const Header &header : reply.request.headers)
        expected += header.name + ":" + (header.value.isEmpty() ? "" : " ") + header.value + "\r\n";
    QCOMPARE(server.requests().constFirst(), expected + "\r\n" + request.body);
    QCOMPARE(valueOf(reply.request.headers, "Host"), "127.0.0.1:" + QByteArray::number(server.port()));
}

void TestHttpClient::sendsTheBodyUntouched()
{
    const FaultyServer server(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(server.url());
    request.body = "{\"a\":1.10, \"b\":\"\xc3\xa4\"}" + QByteArray(1024 * 1024, ' ') + QByteArray("\0\n", 2);

    QCOMPARE(test::exchange(client, request).statusCode, 200);

    QVERIFY(server.requests().constFirst().endsWith("\r\n\r\n" + request.body));
    QVERIFY(!server.requests().constFirst().contains("Expect"));
}

void TestHttpClient::sendsOtherMethods_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addRow("with body") << QByteArray("{}");
    QTest::addRow("without") << QByteArray();
}

void TestHttpClient::sendsOtherMethods()
{
    QFETCH(const QByteArray, body);
    const FaultyServer server(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(server.url());
    request.body = body;

    for (const char *method : {"GET", "PUT", "POST", "PATCH", "DELETE", "POST"}) {
        request.method = method;
        QCOMPARE(test::exchange(client, request).statusCode, 200);
        QVERIFY(server.requests().constLast().startsWith(request.method + " /hook"));
        QVERIFY(server.requests().constLast().endsWith("\r\n\r\n" + body));
    }
}

void TestHttpClient::sendsManyOverFewConnections()
{
    const FaultyServer server(Fault::None);
    HttpClient client({256, 16});
    std::vector<Request> requests(500, test::loopbackPost(server.url()));
    for (size_t i = 0; i < requests.size(); ++i)
        requests[i].tag = i;
    std::mutex mutex;
    QSet<quint64> tags;

    client.send(std::move(requests), [&](const std::vector<Reply> &replies) {
        const std::lock_guard lock(mutex);
        for (const Reply &reply : replies) {
            if (reply.statusCode == 200)
                tags.insert(reply.tag);
        }
    });

    QTRY_COMPARE(([&] {
                     const std::lock_guard lock(mutex);
                     return tags.size();
                 }()),
                 500);
    QVERIFY(server.connections() <= 16);
}

void TestHttpClient::keepsOtherHostsGoingWhileOneHangs()
{
    const FaultyServer hanging(Fault::Hang);
    const FaultyServer good(Fault::None);
    HttpClient client({8, 4});

    client.send(std::vector<Request>(20, test::loopbackPost(hanging.url())),
                [](const std::vector<Reply> &) {});
    QTRY_COMPARE(hanging.connections(), 4);

    QCOMPARE(test::exchange(client, test::loopbackPost(good.url())).statusCode, 200);
}

void TestHttpClient::recallsWhatHasNotBegun()
{
    const FaultyServer server(Fault::Hang);
    HttpClient client({.connections = 1, .connectionsPerHost = 1});
    std::stop_source stop;
    std::promise<Reply> first;
    std::promise<Reply> second;
    Request request = test::loopbackPost(server.url());
    request.stop = stop.get_token();
    client.send(request, [&first](Reply reply) { first.set_value(std::move(reply)); });
    QTRY_COMPARE(server.requests().size(), 1);
    client.send(request, [&second](Reply reply) { second.set_value(std::move(reply)); });

    client.recall();

    const Reply recalled = second.get_future().get();
    QCOMPARE(recalled.fault, Outcome::Aborted);
    QVERIFY(!recalled.isSent);
    auto answer = first.get_future();
    QVERIFY(answer.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    stop.request_stop();
    const Reply aborted = answer.get();
    QCOMPARE(aborted.fault, Outcome::Aborted);
    QVERIFY(aborted.isSent);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpClient::ignoresTheProxyOfTheEnvironment()
{
    const FaultyServer server(Fault::None);
    const FaultyServer proxy(Fault::None);
    qputenv("http_proxy", proxy.url().toUtf8());
    HttpClient client;

    QCOMPARE(test::exchange(client, test::loopbackPost(server.url())).statusCode, 200);

    QCOMPARE(proxy.connections(), 0);
}

void TestHttpClient::goesThroughTheProxyThatIsSet()
{
    const FaultyServer server(Fault::None);
    const FaultyServer proxy(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(u"http://hook.test/a"_s);
    request.proxy = u"http://127.0.0.1:"_s + QString::number(proxy.port());

    const Reply far = test::exchange(client, request);
    request.url = server.url();
    const Reply local = test::exchange(client, request);

    QCOMPARE(far.statusCode, 200);
    QVERIFY(proxy.requests().constFirst().startsWith("POST http://hook.test/a HTTP/1.1\r\n"));
    QCOMPARE(local.statusCode, 200);
    QCOMPARE(proxy.requests().size(), 1);
}

void TestHttpClient::judgesALiteralAddressBehindAProxy()
{
    const FaultyServer proxy(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(u"http://10.0.0.8/a"_s);
    request.proxy = u"http://127.0.0.1:"_s + QString::number(proxy.port());

    QCOMPARE(test::exchange(client, request).fault, Outcome::BlockedAddress);

    QCOMPARE(proxy.requests().size(), 0);
}

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
