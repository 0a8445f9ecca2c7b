// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The client of the remote APIs against a server that misbehaves in each way that one can.
#include "dialects/restclient.h"
#include "scriptedserver.h"
#include "tests/support/finished.h"
#include "tests/support/nginx.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using namespace tacklebox;
using namespace tacklebox::dialects;
using tacklebox::test::answer;
using tacklebox::test::LeafKind;
using tacklebox::test::Nginx;
using tacklebox::test::Scripted;
using tacklebox::test::ScriptedServer;
using tacklebox::test::TestCa;

class tst_RestClient : public QObject
{
    Q_OBJECT

private slots:
    void sendsExactlyWhatItWasGiven();
    void sendsALongBodyWhole();
    void asksForNoLanguageUnlessToldTo();
    void givesEveryStatus_data();
    void givesEveryStatus();
    void unpacksAndJoins();
    void followsNoRedirect();
    void sendsAWriteOnce_data();
    void sendsAWriteOnce();
    void saysWhyNothingCame_data();
    void saysWhyNothingCame();
    void refusesWhatIsTooLarge();
    void refusesWhatUnpacksToTooMuch();
    void saysThatNobodyListens();
    void tellsHowLongACallTook();
    void countsNoQueueOfItsOwn();
    void trustsAnAuthorityThatIsNamedLater();
    void saysWhyACertificateIsNotTaken_data();
    void saysWhyACertificateIsNotTaken();
    void leavesWhatIsUnderWayAtNewRules();
    void stopsWhenItIsAsked();
    void endsWithWorkUnderWay();

private:
    static Request request(const QUrl &url, const QByteArray &method = "GET", const QByteArray &body = {})
    {
        return {method,
                url,
                {{"Authorization", "Bearer token"}},
                body,
                method == "GET" ? Effect::Read : Effect::Write};
    }

    static Result<Response> wait(const Async<Response> &future)
    {
        [&] { QVERIFY(tacklebox::test::finishes(future)); }();
        if (!future.isFinished())
            return fail({ErrorKind::Failed, Reason::Unspecified, {}, {}, QStringLiteral("no answer"), {}, 0});
        return future.result();
    }
};

void tst_RestClient::sendsExactlyWhatItWasGiven()
{
    ScriptedServer server;
    server.script(answer(200, "{}"));
    RestClient client;
    Request put = request(server.url(u"/api/v1/x?a=%2F"_s), "PUT", R"({"name":"ä"})");
    put.headers.append(Header{"Content-Type", "application/json"});

    const auto response = wait(client.send(put));

    QVERIFY(response);
    QCOMPARE(response->status, 200);
    QCOMPARE(response->body, "{}");
    QCOMPARE(server.requests().size(), 1);
    const QByteArray sent = server.requests().first();
    QVERIFY2(sent.startsWith("PUT /api/v1/x?a=%2F HTTP/1.1\r\n"), sent);
    QVERIFY2(sent.contains("Authorization: Bearer token\r\n"), sent);
    QVERIFY2(sent.contains("Content-Type: application/json\r\n"), sent);
    QVERIFY2(sent.contains("Content-Length: 13\r\n"), sent);
    QVERIFY2(sent.endsWith("\r\n\r\n{\"name\":\"ä\"}"), sent);
    QVERIFY2(!sent.contains("Cookie"), sent);
}

// Qt reads it in pieces.
void tst_RestClient::sendsALongBodyWhole()
{
    ScriptedServer server;
    server.script(answer(200, "{}"));
    RestClient client;
    QByteArray body;
    for (int i = 0; body.size() < 100'000; ++i)
        body += QByteArray::number(i) + ' ';

    const auto response = wait(client.send(request(server.url(), "PUT", body)));

    QVERIFY(response);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(server.requests().first().endsWith("\r\n\r\n" + body));
}

void tst_RestClient::asksForNoLanguageUnlessToldTo()
{
    ScriptedServer server;
    server.script(answer(200, "{}"));
    server.script(answer(200, "{}"));
    RestClient client;
    Request inSwedish = request(server.url());
    inSwedish.headers.append(Header{"accept-language", "sv"});

    QVERIFY(wait(client.send(request(server.url()))));
    QVERIFY(wait(client.send(inSwedish)));

    const QByteArray plain = server.requests().first().toLower();
    const QByteArray swedish = server.requests().last().toLower();
    QVERIFY2(plain.contains("accept-language: *\r\n"), plain);
    QVERIFY2(swedish.contains("accept-language: sv\r\n"), swedish);
    QCOMPARE(swedish.count("accept-language"), 1);
}

void tst_RestClient::givesEveryStatus_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 204, 304, 400, 401, 403, 404, 409, 412, 422, 429, 500, 502, 503})
        QTest::addRow("%d", status) << status;
}

void tst_RestClient::givesEveryStatus()
{
    QFETCH(int, status);
    ScriptedServer server;
    const bool hasBody = status != 204 && status != 304;
    server.script(hasBody
                      ? answer(status, R"({"a":1})", "X-Said: yes\r\n")
                      : Scripted{"HTTP/1.1 " + QByteArray::number(status) + " Said\r\nX-Said: yes\r\n\r\n",
                                 Scripted::Then::Keep});
    RestClient client;

    const auto response = wait(client.send(request(server.url(), "PATCH", "[]")));

    QVERIFY(response);
    QCOMPARE(response->status, status);
    QCOMPARE(response->body, hasBody ? R"({"a":1})" : "");
    QCOMPARE(valueOf(response->headers, "x-said"), "yes");
    QCOMPARE(server.requests().size(), 1);
}

void tst_RestClient::unpacksAndJoins()
{
    ScriptedServer server;
    const QByteArray packed = qCompress(R"({"a":1})").sliced(4); // zlib, which is what deflate means
    server.script(answer(200, packed, "Content-Encoding: deflate\r\n"));
    server.script(
        {"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n",
         Scripted::Then::Keep});
    RestClient client;

    const auto deflated = wait(client.send(request(server.url())));
    const auto chunked = wait(client.send(request(server.url())));

    QVERIFY(deflated);
    QCOMPARE(deflated->body, R"({"a":1})");
    QVERIFY(chunked);
    QCOMPARE(chunked->body, R"({"a":1})");
}

void tst_RestClient::followsNoRedirect()
{
    ScriptedServer elsewhere;
    ScriptedServer server;
    server.script(answer(302, {}, "Location: " + elsewhere.url().toEncoded() + "\r\n"));
    RestClient client;

    const auto response = wait(client.send(request(server.url())));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, Reason::RemoteRedirected);
    QVERIFY(elsewhere.requests().isEmpty());
}

void tst_RestClient::sendsAWriteOnce_data()
{
    struct Fault
    {
        const char *name;
        QByteArray bytes;
        Scripted::Then then;
    };
    const std::vector<Fault> faults{
        {"closed", {}, Scripted::Then::Close},
        {"reset", {}, Scripted::Then::Reset},
        {"half a head", "HTTP/1.1 200 Sa", Scripted::Then::Close},
        {"half a body", "HTTP/1.1 200 Said\r\nContent-Length: 10\r\n\r\n{\"a", Scripted::Then::Close},
        {"a stall", {}, Scripted::Then::Stall},
    };
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Scripted::Then>("then");
    for (const Fault &fault : faults) {
        QTest::addRow("%s", fault.name) << "POST"_ba
                                        << "{}"_ba << fault.bytes << fault.then;
        QTest::addRow("%s, no body", fault.name) << "POST"_ba << QByteArray() << fault.bytes << fault.then;
        QTest::addRow("%s, deleting", fault.name) << "DELETE"_ba << QByteArray() << fault.bytes << fault.then;
    }
}

// Over a connection that was used before, where Qt would send again by itself.
void tst_RestClient::sendsAWriteOnce()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, bytes);
    QFETCH(Scripted::Then, then);
    ScriptedServer server;
    server.script(answer(200, "{}"));
    server.script({bytes, then});
    server.script(answer(200, "{}"));
    RestClient client({.timeout = 500ms, .caFile = {}, .proxy = {}});
    QVERIFY(wait(client.send(request(server.url()))));

    const auto response = wait(client.send(request(server.url(), method, body)));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, Reason::RemoteReplyLost);
    QCOMPARE(response.error().kind, ErrorKind::Failed);
    QCOMPARE(server.requests().size(), 2);
}

void tst_RestClient::saysWhyNothingCame_data()
{
    QTest::addColumn<Scripted>("scripted");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("a stall") << Scripted{{}, Scripted::Then::Stall} << Reason::RemoteTimedOut;
    QTest::newRow("half a reply") << Scripted{"HTTP/1.1 200 Said\r\nContent-Length: 10\r\n\r\n{\"a",
                                              Scripted::Then::Close}
                                  << Reason::RemoteReplyLost;
    QTest::newRow("a reset") << Scripted{{}, Scripted::Then::Reset} << Reason::RemoteReplyLost;
    QTest::newRow("no HTTP") << Scripted{"SSH-2.0-OpenSSH\r\n", Scripted::Then::Close}
                             << Reason::RemoteReplyLost;
}

void tst_RestClient::saysWhyNothingCame()
{
    QFETCH(Scripted, scripted);
    ScriptedServer server;
    for (int i = 0; i < 5; ++i)
        server.script(scripted); // a read may be asked for again
    RestClient client({.timeout = 500ms, .caFile = {}, .proxy = {}});

    const auto response = wait(client.send(request(server.url())));

    QVERIFY(!response);
    QTEST(response.error().reason, "reason");
    QCOMPARE(response.error().subject, u"127.0.0.1"_s);
    QVERIFY(!response.error().detail.contains("token"_L1));
}

void tst_RestClient::refusesWhatIsTooLarge()
{
    ScriptedServer server;
    server.script(answer(200, QByteArray(10 * 1024 * 1024, ' ')));
    RestClient client;

    const auto response = wait(client.send(request(server.url())));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, Reason::RemoteReplyTooLarge);
}

void tst_RestClient::refusesWhatUnpacksToTooMuch()
{
    ScriptedServer server;
    const QByteArray packed = qCompress(QByteArray(64 * 1024 * 1024, ' '), 9).sliced(4);
    QVERIFY(packed.size() < 100'000);
    server.script(answer(200, packed, "Content-Encoding: deflate\r\n"));
    RestClient client;

    const auto response = wait(client.send(request(server.url())));

    QVERIFY(!response);
    QCOMPARE(response.error().reason, Reason::RemoteReplyTooLarge);
}

void tst_RestClient::saysThatNobodyListens()
{
    QUrl url;
    {
        const ScriptedServer gone;
        url = gone.url();
    }
    RestClient client;

    const auto response = wait(client.send(request(url, "POST", "{}")));

    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Unreachable);
    QCOMPARE(response.error().reason, Reason::RemoteUnreachable);
}

void tst_RestClient::tellsHowLongACallTook()
{
    ScriptedServer server;
    server.script(answer(200, "{}"));
    server.hold();
    RestClient client;
    const auto future = client.send(request(server.url()));
    QTRY_COMPARE(server.requests().size(), 1);
    QElapsedTimer held;
    held.start();

    QTRY_VERIFY(held.elapsed() > 5); // what a server takes to think
    server.release();

    const auto response = wait(future);
    QVERIFY(response);
    QVERIFY(response->took > 5ms);
}

// Qt has six connections to a host.
void tst_RestClient::countsNoQueueOfItsOwn()
{
    ScriptedServer server;
    for (int i = 0; i < 7; ++i)
        server.script(answer(200, "{}"));
    server.hold();
    RestClient client;
    QElapsedTimer all;
    all.start();
    QList<Async<Response>> calls;
    for (int i = 0; i < 7; ++i)
        calls.append(client.send(request(server.url())));
    QTRY_COMPARE(server.requests().size(), 6);
    QElapsedTimer held;
    held.start();

    QTRY_VERIFY(held.elapsed() > 50);
    const qint64 before = all.elapsed();
    server.release();

    for (const auto &call : calls)
        QVERIFY(wait(call));
    // The seventh was sent when one of the others was answered.
    const auto quickest
        = std::ranges::min(calls, {}, [](const Async<Response> &call) { return call.result()->took; });
    QVERIFY(quickest.result()->took.count() <= all.elapsed() - before + 1);
}

void tst_RestClient::trustsAnAuthorityThatIsNamedLater()
{
    const QTemporaryDir directory;
    TestCa ca(directory.path());
    const Nginx nginx({.tls = ca.issue(LeafKind::Valid), .logsRequests = false});
    QVERIFY(nginx.isUp());
    const QUrl url(nginx.tlsUrl());
    RestClient client;
    QCOMPARE(wait(client.send(request(url))).error().reason, Reason::RemoteTlsUntrusted);

    client.setRules({.timeout = 30s, .caFile = ca.caFile(), .proxy = {}});
    const auto trusted = wait(client.send(request(url)));
    client.setRules({});
    const auto doubted = wait(client.send(request(url)));

    QVERIFY(trusted);
    QCOMPARE(trusted->status, 200);
    QVERIFY(!doubted); // not over the connection that is still open
    QCOMPARE(doubted.error().reason, Reason::RemoteTlsUntrusted);
}

void tst_RestClient::saysWhyACertificateIsNotTaken_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isAuthorityNamed");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("expired") << int(LeafKind::Expired) << true << Reason::RemoteTlsExpired;
    QTest::newRow("for another host") << int(LeafKind::WrongHost) << true << Reason::RemoteTlsWrongHost;
    QTest::newRow("its own authority") << int(LeafKind::SelfSigned) << true << Reason::RemoteTlsUntrusted;
    QTest::newRow("an unknown authority") << int(LeafKind::Valid) << false << Reason::RemoteTlsUntrusted;
    // Of several, what no setting mends comes first.
    QTest::newRow("expired, too") << int(LeafKind::Expired) << false << Reason::RemoteTlsExpired;
    QTest::newRow("for another host, too") << int(LeafKind::WrongHost) << false << Reason::RemoteTlsWrongHost;
}

void tst_RestClient::saysWhyACertificateIsNotTaken()
{
    QFETCH(int, kind);
    QFETCH(bool, isAuthorityNamed);
    const QTemporaryDir directory;
    TestCa ca(directory.path());
    const Nginx nginx({.tls = ca.issue(LeafKind(kind)), .logsRequests = false});
    QVERIFY(nginx.isUp());
    RestClient client({.timeout = 30s, .caFile = isAuthorityNamed ? ca.caFile() : QString(), .proxy = {}});

    const auto answer = wait(client.send(request(QUrl(nginx.tlsUrl()))));

    QVERIFY(!answer);
    QTEST(answer.error().reason, "reason");
    QCOMPARE(answer.error().kind, ErrorKind::Unreachable);
    QVERIFY(!answer.error().subject.isEmpty());
}

void tst_RestClient::leavesWhatIsUnderWayAtNewRules()
{
    QString nobody;
    {
        const ScriptedServer gone;
        nobody = gone.url({}).toString();
    }
    ScriptedServer server;
    server.script(answer(200, "{}"));
    server.script(answer(200, "{}"));
    server.hold();
    RestClient client;
    const auto before = client.send(request(server.url()));
    QTRY_COMPARE(server.requests().size(), 1);

    client.setRules({.timeout = 30s, .caFile = {}, .proxy = nobody});
    const auto after = wait(client.send(request(server.url())));
    server.release();

    QVERIFY(!after);
    QCOMPARE(after.error().reason, Reason::RemoteUnreachable);
    QVERIFY(wait(before));
    client.setRules({});
    QVERIFY(wait(client.send(request(server.url()))));
    QCOMPARE(server.requests().size(), 2);
}

void tst_RestClient::stopsWhenItIsAsked()
{
    ScriptedServer server;
    server.script({{}, Scripted::Then::Stall});
    RestClient client;
    std::stop_source stop;

    const auto future = client.send(request(server.url()), stop.get_token());
    QTRY_COMPARE(server.requests().size(), 1);
    stop.request_stop();

    const auto response = wait(future);
    QVERIFY(!response);
    QCOMPARE(response.error().kind, ErrorKind::Cancelled);
}

void tst_RestClient::endsWithWorkUnderWay()
{
    ScriptedServer server;
    server.script({{}, Scripted::Then::Stall});
    std::stop_source stop;
    Async<Response> future;
    {
        RestClient client;
        future = client.send(request(server.url()), stop.get_token());
        QTRY_COMPARE(server.requests().size(), 1);
    }
    stop.request_stop();

    QVERIFY(future.isCanceled());
    QCOMPARE(future.resultCount(), 0);
}

QTEST_GUILESS_MAIN(tst_RestClient)
#include "tst_restclient.moc"
