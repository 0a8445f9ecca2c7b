// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What deliveries, tests and looks see of a receiver's certificate, on real handshakes.
#include "rig.h"
#include "store/certificatestore.h"
#include "tests/support/faultyserver.h"
#include "tests/support/freeport.h"
#include "tests/support/testca.h"
#include "transport/httpserver.h"

using namespace tacklebox;
using namespace tacklebox::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A receiver that speaks TLS and ends the connection with each answer, so that each delivery makes a
// handshake.
class TlsReceiver final
{
public:
    TlsReceiver(TestCa &authority, LeafKind kind)
    {
        const Leaf leaf = authority.issue(kind);
        transport::ServerOptions options;
        options.certificateFile = leaf.certificateFile;
        options.keyFile = leaf.keyFile;
        auto server = transport::HttpServer::listen(
            options, [this](const transport::ServerRequest &, const auto &respond) {
                ++m_requests;
                respond({200, {{"Connection", "close"}}, {}, 0ms});
            });
        m_server = std::move(server.value());
    }

    [[nodiscard]] QString url(const QString &path = u"/in"_s) const { return m_server->url() + path; }
    [[nodiscard]] QString place() const { return u"127.0.0.1:"_s + QString::number(m_server->port()); }
    [[nodiscard]] int requests() const { return m_requests; }

private:
    std::atomic<int> m_requests = 0;
    std::unique_ptr<transport::HttpServer> m_server;
};

QList<Certificate> seenOf(Rig &rig, const QStringList &urls)
{
    return Rig::wait(rig.backend->certificates()->seen(urls, {})).value();
}

} // namespace

class tst_Certificates : public QObject
{
    Q_OBJECT

private slots:
    void deliveryNotesTheCertificateOnce();
    void deliveryNotesOneThatItRefused_data();
    void deliveryNotesOneThatItRefused();
    void runElsewhereNotesThatHosts();
    void testNotesTheCertificate();
    void lookMakesTheHandshakeAlone();
    void lookTellsWhatIsWrong();
    void lookKeepsToTheAddressGuard();
    void lookTellsThatNobodyListens();
    void lookIsForHttpsAlone();
    void oneHostIsSeenForAllItsUrls();
    void nothingIsSeenOverHttp();

private:
    // The authority is trusted beside the system's.
    [[nodiscard]] engine::DeliveryRules rules() const
    {
        engine::DeliveryRules rules;
        rules.caFile = m_authority.caFile();
        return rules;
    }
    JobId deliver(Rig &rig)
    {
        const JobId job = rig.publish(u"order.delivered"_s);
        [&] { QTRY_VERIFY(!rig.job(job).attemptLog.isEmpty()); }();
        return job;
    }

    QTemporaryDir m_directory;
    TestCa m_authority{m_directory.path()};
};

void tst_Certificates::deliveryNotesTheCertificateOnce()
{
    const TlsReceiver receiver(m_authority, LeafKind::Valid);
    Rig rig;
    rig.subscribe({{u"callback_url"_s, receiver.url()}});
    rig.deliver();
    rig.backend->setRules(rules());
    QVERIFY(seenOf(rig, {receiver.url()}).isEmpty());

    const Attempt first = rig.job(deliver(rig)).attemptLog.first();

    QCOMPARE(first.outcome, Outcome::Delivered);
    QTRY_COMPARE(seenOf(rig, {receiver.url()}).size(), 1);
    const Certificate seen = seenOf(rig, {receiver.url()}).first();
    QCOMPARE(seen.place, receiver.place());
    QCOMPARE(seen.subject, u"Hook Receiver"_s);
    QCOMPARE(seen.issuer, u"Tacklebox Test CA"_s);
    QCOMPARE(seen.trust, Trust::Trusted);
    QCOMPARE(seen.notAfter, first.tls->notAfter);
    QCOMPARE(seen.seenAt, first.at);

    rig.clock.advance(1h);
    const Attempt second = rig.job(deliver(rig)).attemptLog.first();
    QVERIFY(!second.reused && second.at > first.at);
    QCOMPARE(seenOf(rig, {receiver.url()}), (QList<Certificate>{seen})); // it was left alone

    rig.clock.advance(store::kNotedAgainAfter);
    const Attempt third = rig.job(deliver(rig)).attemptLog.first();
    QCOMPARE(seenOf(rig, {receiver.url()}).first().seenAt, third.at);
}

void tst_Certificates::deliveryNotesOneThatItRefused_data()
{
    QTest::addColumn<LeafKind>("kind");
    QTest::addColumn<Trust>("trust");
    QTest::newRow("expired") << LeafKind::Expired << Trust::OutOfDate;
    QTest::newRow("for another host") << LeafKind::WrongHost << Trust::WrongHost;
    QTest::newRow("self-signed") << LeafKind::SelfSigned << Trust::Untrusted;
}

void tst_Certificates::deliveryNotesOneThatItRefused()
{
    QFETCH(const LeafKind, kind);
    const TlsReceiver receiver(m_authority, kind);
    Rig rig;
    rig.subscribe({{u"callback_url"_s, receiver.url()}});
    rig.deliver();
    rig.backend->setRules(rules());

    deliver(rig);

    QCOMPARE(receiver.requests(), 0);
    const QList<Certificate> seen = seenOf(rig, {receiver.url()});
    QCOMPARE(seen.size(), 1);
    QTEST(seen.first().trust, "trust");
    QCOMPARE(*seen.first().notAfter < rig.clock.now(), kind == LeafKind::Expired);
}

void tst_Certificates::runElsewhereNotesThatHosts()
{
    const TlsReceiver elsewhere(m_authority, LeafKind::Valid);
    Receiver own;
    Rig rig;
    rig.subscribe({{u"callback_url"_s, own.url()}});
    rig.deliver();
    rig.backend->setRules(rules());
    ReplayRequest request;
    request.jobs = {deliver(rig)};
    ReplayManner manner;
    manner.url = elsewhere.url();

    QVERIFY(Rig::wait(rig.backend->replays()->start(request, manner)));

    QTRY_COMPARE(seenOf(rig, {elsewhere.url()}).size(), 1);
    QCOMPARE(elsewhere.requests(), 1);
}

void tst_Certificates::testNotesTheCertificate()
{
    const TlsReceiver receiver(m_authority, LeafKind::Valid);
    Rig rig;
    rig.backend->setRules(rules());
    TestRequest request;
    request.target = receiver.url();

    const auto report = Rig::wait(rig.backend->test(request, {}));

    QCOMPARE(report->attempt.outcome, Outcome::Delivered);
    const QList<Certificate> seen = seenOf(rig, {receiver.url()});
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen.first().seenAt, report->attempt.at);
}

void tst_Certificates::lookMakesTheHandshakeAlone()
{
    const TlsReceiver receiver(m_authority, LeafKind::Valid);
    Rig rig;
    rig.backend->setRules(rules());

    const auto looked = Rig::wait(rig.backend->certificates()->look(receiver.url(), {}));

    QVERIFY(looked);
    QCOMPARE(looked->outcome, Outcome::Delivered);
    QVERIFY(looked->error.isEmpty() && !looked->statusCode);
    QCOMPARE(looked->request, (SentRequest{{}, receiver.url(), {}, {}}));
    QCOMPARE(seenOf(rig, {receiver.url()}), (QList<Certificate>{*certificateSeen(*looked)}));
    // A test that follows is the first request that the receiver gets.
    TestRequest request;
    request.target = receiver.url();
    const auto report = Rig::wait(rig.backend->test(request, {}));
    QCOMPARE(report->attempt.outcome, Outcome::Delivered);
    QVERIFY(!report->attempt.reused);
    QCOMPARE(receiver.requests(), 1);
}

void tst_Certificates::lookTellsWhatIsWrong()
{
    const TlsReceiver receiver(m_authority, LeafKind::Expired);
    Rig rig;
    rig.backend->setRules(rules());

    const auto looked = Rig::wait(rig.backend->certificates()->look(receiver.url(), {}));

    QCOMPARE(looked->outcome, Outcome::TlsExpired);
    QCOMPARE(seenOf(rig, {receiver.url()}).first().trust, Trust::OutOfDate);
}

void tst_Certificates::lookKeepsToTheAddressGuard()
{
    const FaultyServer listener(Fault::None);
    Rig rig;
    engine::DeliveryRules guarded = rules();
    guarded.addresses.allowsLoopback = false;
    rig.backend->setRules(guarded);
    const QString url = listener.url().replace(u"http:"_s, u"https:"_s);

    const auto looked = Rig::wait(rig.backend->certificates()->look(url, {}));

    QCOMPARE(looked->outcome, Outcome::BlockedAddress);
    QCOMPARE(listener.connections(), 0);
    QVERIFY(seenOf(rig, {url}).isEmpty());
}

void tst_Certificates::lookTellsThatNobodyListens()
{
    const QString url = u"https://127.0.0.1:%1/in"_s.arg(freePort());
    Rig rig;

    const auto looked = Rig::wait(rig.backend->certificates()->look(url, {}));

    QCOMPARE(looked->outcome, Outcome::ConnectFailed);
    QVERIFY(seenOf(rig, {url}).isEmpty());
}

void tst_Certificates::lookIsForHttpsAlone()
{
    Receiver receiver;
    Rig rig;

    const auto looked = Rig::wait(rig.backend->certificates()->look(receiver.url(), {}));

    QVERIFY(!looked);
    QCOMPARE(looked.error().field, u"url"_s);
    QVERIFY(receiver.requests().empty());
}

void tst_Certificates::oneHostIsSeenForAllItsUrls()
{
    const TlsReceiver receiver(m_authority, LeafKind::Valid);
    Rig rig;
    rig.backend->setRules(rules());
    QVERIFY(Rig::wait(rig.backend->certificates()->look(receiver.url(), {})));

    const QList<Certificate> seen
        = seenOf(rig, {receiver.url(u"/one"_s), receiver.url(u"/two"_s), u"https://never.example/"_s});

    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen.first().place, receiver.place());
}

void tst_Certificates::nothingIsSeenOverHttp()
{
    Receiver receiver;
    Rig rig;
    rig.subscribe({{u"callback_url"_s, receiver.url()}});
    rig.deliver();

    deliver(rig);

    QVERIFY(seenOf(rig, {receiver.url()}).isEmpty());
}

QTEST_GUILESS_MAIN(tst_Certificates)
#include "tst_certificates.moc"
