// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/clock.h"
#include "tests/support/exchange.h"
#include "tests/support/faultyserver.h"
#include "tests/support/nginx.h"
#include "tests/support/testca.h"
#include "transport/httpserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::transport;
using tacklebox::test::Leaf;
using tacklebox::test::LeafKind;
using tacklebox::test::Nginx;

Q_DECLARE_METATYPE(tacklebox::test::LeafKind)
Q_DECLARE_METATYPE(std::optional<tacklebox::Outcome>)

class TestTls : public QObject
{
    Q_OBJECT

private slots:
    void judgesTheCertificate_data();
    void judgesTheCertificate();
    void refusesAnAuthorityItDoesNotKnow();
    void keepsTheFactsOfAConnection();
    void readsTheFactsOfAResumedSession();
    void makesTheHandshakeAlone();
    void makesANewHandshakeEachTime();
    void saysThatThePortSpeaksNoTls();
    void saysThatTheCaFileIsUnreadable();

private:
    QTemporaryDir m_directory;
    test::TestCa m_ca{m_directory.path()};
};

void TestTls::judgesTheCertificate_data()
{
    QTest::addColumn<LeafKind>("kind");
    QTest::addColumn<std::optional<Outcome>>("fault");

    QTest::newRow("valid") << LeafKind::Valid << std::optional<Outcome>();
    QTest::newRow("expired") << LeafKind::Expired << std::optional(Outcome::TlsExpired);
    QTest::newRow("for another host") << LeafKind::WrongHost << std::optional(Outcome::TlsWrongHost);
    QTest::newRow("self-signed") << LeafKind::SelfSigned << std::optional(Outcome::TlsUntrusted);
}

void TestTls::judgesTheCertificate()
{
    QFETCH(const LeafKind, kind);
    QFETCH(const std::optional<Outcome>, fault);
    const Nginx nginx({m_ca.issue(kind)});
    QVERIFY(nginx.isUp());
    HttpClient client;
    Request request = test::loopbackPost(nginx.tlsUrl());
    request.caFile = m_ca.caFile();

    const Reply reply = test::exchange(client, request);

    QCOMPARE(reply.fault, fault);
    QCOMPARE(reply.statusCode, fault ? std::optional<int>() : 200);
    QCOMPARE(reply.peer, u"127.0.0.1:"_s + QString::number(nginx.tlsPort()));
    QVERIFY(reply.timing.connect);
    QVERIFY(reply.tls);
    QCOMPARE(reply.tls->subject, u"CN=Hook Receiver,O=Tacklebox"_s);
    QCOMPARE(reply.tls->issuer,
             kind == LeafKind::SelfSigned ? reply.tls->subject : u"CN=Tacklebox Test CA,O=Tacklebox"_s);
    QVERIFY(reply.tls->version.startsWith(u"TLSv1."));
    QVERIFY(!reply.tls->cipher.isEmpty());
    QVERIFY(reply.tls->notAfter);
    QCOMPARE(*reply.tls->notAfter < SystemClock().now(), kind == LeafKind::Expired);
    QVERIFY(fault || reply.timing.tls);
}

void TestTls::refusesAnAuthorityItDoesNotKnow()
{
    const Nginx nginx({m_ca.issue(LeafKind::Valid)});
    QVERIFY(nginx.isUp());
    HttpClient client;

    QCOMPARE(test::exchange(client, test::loopbackPost(nginx.tlsUrl())).fault, Outcome::TlsUntrusted);
}

void TestTls::keepsTheFactsOfAConnection()
{
    const Nginx nginx({m_ca.issue(LeafKind::Valid)});
    QVERIFY(nginx.isUp());
    HttpClient client;
    Request request = test::loopbackPost(nginx.tlsUrl());
    request.caFile = m_ca.caFile();

    const Reply first = test::exchange(client, request);
    const Reply second = test::exchange(client, request);

    QVERIFY(second.reused);
    QVERIFY(!second.timing.tls);
    QCOMPARE(second.tls, first.tls);
}

void TestTls::readsTheFactsOfAResumedSession()
{
    const Nginx nginx({m_ca.issue(LeafKind::Valid)});
    QVERIFY(nginx.isUp());
    HttpClient client;
    Request request = test::loopbackPost(nginx.tlsUrl());
    request.caFile = m_ca.caFile();
    request.headers.append(Header{"Connection", "close"});

    const Reply first = test::exchange(client, request);
    const Reply second = test::exchange(client, request);

    QVERIFY(!second.reused);
    QVERIFY(second.tls);
    QCOMPARE(second.tls, first.tls);
}

void TestTls::makesTheHandshakeAlone()
{
    const Leaf leaf = m_ca.issue(LeafKind::Valid);
    ServerOptions options;
    options.certificateFile = leaf.certificateFile;
    options.keyFile = leaf.keyFile;
    std::atomic<int> requests = 0;
    const auto server = HttpServer::listen(options, [&requests](const ServerRequest &, const auto &respond) {
        ++requests;
        respond({});
    });
    QVERIFY(server);
    HttpClient client;
    Request request = test::loopbackPost(server.value()->url());
    request.caFile = m_ca.caFile();
    Request look = request;
    look.extent = Extent::HandshakeOnly;

    const Reply looked = test::exchange(client, look);

    QVERIFY(!looked.fault);
    QVERIFY(!looked.isSent && !looked.reused && !looked.statusCode);
    QVERIFY(looked.timing.tls);
    QCOMPARE(looked.tls->subject, u"CN=Hook Receiver,O=Tacklebox"_s);
    // The same handle sends again, on a connection of its own.
    const Reply sent = test::exchange(client, request);
    QCOMPARE(sent.statusCode, std::optional(200));
    QVERIFY(!sent.reused);
    QCOMPARE(requests.load(), 1);
}

// Neither a kept connection nor a resumed session: they would show what was there before.
void TestTls::makesANewHandshakeEachTime()
{
    const Nginx nginx({m_ca.issue(LeafKind::Valid)});
    QVERIFY(nginx.isUp());
    HttpClient client;
    Request request = test::loopbackPost(nginx.tlsUrl());
    request.caFile = m_ca.caFile();
    QVERIFY(!test::exchange(client, request).fault);
    request.extent = Extent::HandshakeOnly;

    const Reply looked = test::exchange(client, request);

    QVERIFY(!looked.fault && !looked.reused);
    QVERIFY(looked.timing.tls && looked.tls);
}

void TestTls::saysThatThePortSpeaksNoTls()
{
    const test::FaultyServer server(test::Fault::NotHttp);
    HttpClient client;
    Request request = test::loopbackPost(server.url().replace(u"http:"_s, u"https:"_s));
    request.timeout = std::chrono::milliseconds(1500);

    const Reply reply = test::exchange(client, request);

    QVERIFY(reply.fault == Outcome::TlsFailed || reply.fault == Outcome::TimedOut);
}

void TestTls::saysThatTheCaFileIsUnreadable()
{
    const Nginx nginx({m_ca.issue(LeafKind::Valid)});
    QVERIFY(nginx.isUp());
    HttpClient client;
    Request request = test::loopbackPost(nginx.tlsUrl());
    request.caFile = m_directory.filePath(u"absent.pem"_s);

    const Reply reply = test::exchange(client, request);

    QCOMPARE(reply.fault, Outcome::TlsFailed);
    QVERIFY(reply.error.contains(u"absent.pem"));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
