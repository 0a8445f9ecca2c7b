// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/exchange.h"
#include "tests/support/rawclient.h"
#include "tests/support/testca.h"
#include "transport/httpserver.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::transport;
using tacklebox::test::RawClient;

class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void handsOverTheWholeRequest();
    void answersOverTls();
    void answersLaterFromAnyThread();
    void delaysAnAnswer();
    void keepsAConnection();
    void goesOnAfterAnInterimAnswer();
    void refusesWhatIsTooLarge_data();
    void refusesWhatIsTooLarge();
    void takesABodyOfTheLimit();
    void refusesWhatIsNoHttp();
    void closesOnAHalfRequest();
    void answersBesideIdleConnections();
    void endsWithOpenConnections();
    void ignoresAnAnswerAfterItsEnd();
    void saysWhyItCannotListen();

private:
    using Server = std::unique_ptr<HttpServer>;

    static Server listen(const ServerOptions &options, HttpServer::Handler handler)
    {
        Result<Server> server = HttpServer::listen(options, std::move(handler));
        return server ? std::move(*server) : nullptr;
    }
    static Server echo(const ServerOptions &options = {})
    {
        return listen(options, [](const ServerRequest &request, const HttpServer::Responder &respond) {
            respond({200, {}, request.body, {}});
        });
    }
};

void TestHttpServer::handsOverTheWholeRequest()
{
    std::promise<ServerRequest> promise;
    const Server server = listen({}, [&promise](ServerRequest request, const HttpServer::Responder &respond) {
        promise.set_value(std::move(request));
        respond({201, {{"X-Answer", "yes"}}, "caught", {}});
    });
    QVERIFY(server);
    HttpClient client;
    Request request = test::loopbackPost(server->url() + u"/a/b?c=%20d"_s);
    request.headers.append(Header{"X-Two", "2"});

    const Reply reply = test::exchange(client, request);
    const ServerRequest seen = promise.get_future().get();

    QCOMPARE(reply.statusCode, 201);
    QCOMPARE(reply.response.body, "caught");
    QCOMPARE(valueOf(reply.response.headers, "X-Answer"), "yes");
    QCOMPARE(seen.method, "POST");
    QCOMPARE(seen.target, u"/a/b?c=%20d"_s);
    QCOMPARE(seen.body, request.body);
    QCOMPARE(valueOf(seen.headers, "x-two"), "2");
    QVERIFY(seen.peer.startsWith(u"127.0.0.1:"));
}

void TestHttpServer::answersOverTls()
{
    QTemporaryDir directory;
    test::TestCa ca(directory.path());
    const test::Leaf leaf = ca.issue(test::LeafKind::Valid);
    ServerOptions options;
    options.certificateFile = leaf.certificateFile;
    options.keyFile = leaf.keyFile;
    const Server server = echo(options);
    QVERIFY(server);
    QVERIFY(server->url().startsWith(u"https://"));
    HttpClient client;
    Request request = test::loopbackPost(server->url());
    request.caFile = ca.caFile();
    request.body = QByteArray(200'000, 'x');

    for (int i = 0; i < 3; ++i)
        QCOMPARE(test::exchange(client, request).statusCode, 200);
}

void TestHttpServer::answersLaterFromAnyThread()
{
    std::promise<HttpServer::Responder> promise;
    const Server server = listen({}, [&promise](const ServerRequest &, HttpServer::Responder respond) {
        promise.set_value(std::move(respond));
    });
    HttpClient client;
    std::thread other([&promise] { promise.get_future().get()({202, {}, {}, {}}); });

    QCOMPARE(test::exchange(client, test::loopbackPost(server->url())).statusCode, 202);
    other.join();
}

void TestHttpServer::delaysAnAnswer()
{
    const Server server = listen({}, [](const ServerRequest &, const HttpServer::Responder &respond) {
        respond({200, {}, {}, std::chrono::milliseconds(200)});
    });
    HttpClient client;
    Request request = test::loopbackPost(server->url());

    for (const qsizetype size : {10, 500'000}) {
        request.body = QByteArray(size, 'x');
        const Reply reply = test::exchange(client, request);

        QCOMPARE(reply.statusCode, 200);
        QVERIFY(reply.timing.firstByte >= std::chrono::milliseconds(200));
        QVERIFY(reply.timing.total >= *reply.timing.firstByte);
    }
}

void TestHttpServer::keepsAConnection()
{
    const Server server = echo();
    HttpClient client;
    test::exchange(client, test::loopbackPost(server->url()));

    QVERIFY(test::exchange(client, test::loopbackPost(server->url())).reused);
}

void TestHttpServer::goesOnAfterAnInterimAnswer()
{
    const Server server = echo();
    RawClient client(server->port());

    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QVERIFY(client.waitFor("100 Continue"));
    client.send("{}");

    QVERIFY(client.waitFor("\r\n\r\n{}"));
}

void TestHttpServer::refusesWhatIsTooLarge_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");

    QTest::newRow("body, said before")
        << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n" + QByteArray(3'000'000, 'x')
        << QByteArray("413");
    QTest::newRow("body, in chunks") << "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + ("80000\r\n" + QByteArray(0x80000, 'x') + "\r\n").repeated(3)
                                     << QByteArray("413");
    QTest::newRow("header") << "POST / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(100'000, 'x') + "\r\n\r\n"
                            << QByteArray("431");
}

void TestHttpServer::refusesWhatIsTooLarge()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, answer);
    const Server server = echo();
    RawClient client(server->port());

    client.send(request);

    QVERIFY(client.waitFor("HTTP/1.1 " + answer));
    QVERIFY(client.waitForEnd());
}

void TestHttpServer::takesABodyOfTheLimit()
{
    const Server server = echo();
    HttpClient client;
    Request request = test::loopbackPost(server->url());
    request.body = QByteArray(1024 * 1024, 'x');

    QCOMPARE(test::exchange(client, request).statusCode, 200);
    request.body += 'x';
    QCOMPARE(test::exchange(client, request).statusCode, 413);
}

void TestHttpServer::refusesWhatIsNoHttp()
{
    const Server server = echo();
    RawClient client(server->port());

    client.send("\x16\x03\x01 hello\r\n\r\n");

    QVERIFY(client.waitFor("HTTP/1.1 400"));
    QVERIFY(client.waitForEnd());
}

void TestHttpServer::closesOnAHalfRequest()
{
    ServerOptions options;
    options.readTimeout = std::chrono::milliseconds(100);
    const Server server = echo(options);
    RawClient client(server->port());

    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");

    QVERIFY(client.waitForEnd());
}

void TestHttpServer::answersBesideIdleConnections()
{
    const Server server = echo();
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 200; ++i)
        idle.push_back(std::make_unique<RawClient>(server->port()));
    HttpClient client;

    QCOMPARE(test::exchange(client, test::loopbackPost(server->url())).statusCode, 200);
}

void TestHttpServer::endsWithOpenConnections()
{
    Server server = listen({}, [](const ServerRequest &, const HttpServer::Responder &) {});
    RawClient idle(server->port());
    RawClient waiting(server->port());
    waiting.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

    server.reset();

    QVERIFY(idle.waitForEnd());
    QVERIFY(waiting.waitForEnd());
}

void TestHttpServer::ignoresAnAnswerAfterItsEnd()
{
    std::promise<HttpServer::Responder> promise;
    Server server = listen({}, [&promise](const ServerRequest &, HttpServer::Responder respond) {
        promise.set_value(std::move(respond));
    });
    RawClient client(server->port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const HttpServer::Responder respond = promise.get_future().get();

    server.reset();
    respond({200, {}, {}, {}});

    QVERIFY(client.waitForEnd());
}

void TestHttpServer::saysWhyItCannotListen()
{
    const Server first = echo();
    const auto reasonOf = [](const ServerOptions &options) {
        const auto server = HttpServer::listen(options, {});
        return server ? Reason::Unspecified : server.error().reason;
    };

    ServerOptions taken;
    taken.port = first->port();
    ServerOptions foreign;
    foreign.address = u"192.0.2.1"_s;
    ServerOptions nonsense;
    nonsense.address = u"not an address"_s;
    ServerOptions absent;
    absent.certificateFile = u"/nowhere/cert.pem"_s;

    QCOMPARE(reasonOf(taken), Reason::AddressInUse);
    QCOMPARE(reasonOf(foreign), Reason::AddressNotAllowed);
    QCOMPARE(reasonOf(nonsense), Reason::AddressNotAllowed);
    QCOMPARE(reasonOf(absent), Reason::FileNotRead);
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
