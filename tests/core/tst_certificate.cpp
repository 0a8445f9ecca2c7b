// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/certificate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;

Q_DECLARE_METATYPE(std::optional<tacklebox::Trust>)

class TestCertificate : public QObject
{
    Q_OBJECT

private slots:
    void hasOnePlaceForAHostAndPort_data();
    void hasOnePlaceForAHostAndPort();
    void shortensNames_data();
    void shortensNames();
    void judgesByTheAttempt_data();
    void judgesByTheAttempt();
    void isSeenWithoutASubject();
    void isNotSeenOnAKeptConnection();
    void isNotSeenWithoutTls();

private:
    static Attempt attempt(Outcome outcome)
    {
        Attempt made;
        made.at = fromMillis(1'700'000'000'000);
        made.outcome = outcome;
        made.request.url = u"https://acme.example/in"_s;
        made.tls = TlsFacts{u"TLSv1.3"_s,
                            u"AES"_s,
                            u"CN=Root 1,O=Trusty"_s,
                            u"CN=acme.example"_s,
                            fromMillis(1'800'000'000'000)};
        return made;
    }
};

void TestCertificate::hasOnePlaceForAHostAndPort_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("place");
    QTest::newRow("plain") << u"https://acme.example/in?a=1"_s << u"acme.example:443"_s;
    QTest::newRow("in capitals") << u"HTTPS://Acme.Example/other"_s << u"acme.example:443"_s;
    QTest::newRow("its port told") << u"https://acme.example:443"_s << u"acme.example:443"_s;
    QTest::newRow("another port") << u"https://acme.example:8443/in"_s << u"acme.example:8443"_s;
    QTest::newRow("IPv6") << u"https://[::1]:8443/in"_s << u"[::1]:8443"_s;
    QTest::newRow("another alphabet") << u"https://bücher.example/"_s << u"xn--bcher-kva.example:443"_s;
    QTest::newRow("http") << u"http://acme.example/in"_s << QString();
    QTest::newRow("a script's name") << u"notify-partners"_s << QString();
    QTest::newRow("a script's id") << u"42"_s << QString();
    QTest::newRow("no host") << u"https:///in"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestCertificate::hasOnePlaceForAHostAndPort()
{
    QFETCH(const QString, url);
    QTEST(certificatePlace(url), "place");
}

void TestCertificate::shortensNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shortName");
    QTest::newRow("common name") << u"CN=acme.example,O=Acme,C=US"_s << u"acme.example"_s;
    QTest::newRow("common name last") << u"C=US,O=Acme,CN=acme.example"_s << u"acme.example"_s;
    QTest::newRow("organisation") << u"OU=Hooks,O=Acme"_s << u"Acme"_s;
    QTest::newRow("an empty common name") << u"CN=,O=Acme"_s << u"Acme"_s;
    QTest::newRow("neither") << u"OU=Hooks"_s << u"OU=Hooks"_s;
    QTest::newRow("a comma in it") << u"CN=Acme\\, Inc.,O=Other"_s << u"Acme, Inc."_s;
    QTest::newRow("a line break in it") << u"CN=Acme\nInc."_s << u"Acme Inc."_s;
    QTest::newRow("a novel") << QString(u"CN="_s + QString(500, u'a')) << QString(120, u'a');
}

void TestCertificate::shortensNames()
{
    QFETCH(const QString, name);
    QTEST(shortCertificateName(name), "shortName");
}

void TestCertificate::judgesByTheAttempt_data()
{
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<bool>("isWhole");
    QTest::addColumn<std::optional<Trust>>("trust");
    const auto trusted = std::optional(Trust::Trusted);
    QTest::newRow("delivered") << Outcome::Delivered << true << trusted;
    QTest::newRow("refused by its status") << Outcome::RefusedStatus << true << trusted;
    QTest::newRow("no answer in time") << Outcome::TimedOut << true << trusted;
    QTest::newRow("no handshake in time") << Outcome::TimedOut << false << std::optional<Trust>();
    QTest::newRow("closed in the handshake") << Outcome::ClosedEarly << false << std::optional<Trust>();
    QTest::newRow("failed") << Outcome::TlsFailed << false << std::optional<Trust>();
    QTest::newRow("expired") << Outcome::TlsExpired << false << std::optional(Trust::OutOfDate);
    QTest::newRow("untrusted") << Outcome::TlsUntrusted << false << std::optional(Trust::Untrusted);
    QTest::newRow("of another name") << Outcome::TlsWrongHost << false << std::optional(Trust::WrongHost);
}

void TestCertificate::judgesByTheAttempt()
{
    QFETCH(const Outcome, outcome);
    QFETCH(const bool, isWhole);
    QFETCH(const std::optional<Trust>, trust);
    Attempt made = attempt(outcome);
    if (isWhole)
        made.timing.tls = Timing::Micros{700};

    const std::optional<Certificate> seen = certificateSeen(made);

    QCOMPARE(seen.has_value(), trust.has_value());
    if (trust) {
        QCOMPARE(*seen,
                 (Certificate{u"acme.example:443"_s,
                              u"acme.example"_s,
                              u"Root 1"_s,
                              fromMillis(1'800'000'000'000),
                              *trust,
                              made.at}));
    }
}

// Its hosts stand in an extension.
void TestCertificate::isSeenWithoutASubject()
{
    Attempt made = attempt(Outcome::Delivered);
    made.timing.tls = Timing::Micros{700};
    made.tls->subject.clear();

    const std::optional<Certificate> seen = certificateSeen(made);

    QVERIFY(seen);
    QVERIFY(seen->subject.isEmpty());
    QCOMPARE(seen->issuer, u"Root 1"_s);
    QCOMPARE(seen->trust, Trust::Trusted);

    made.tls->issuer.clear();
    made.tls->notAfter.reset();
    QVERIFY(!certificateSeen(made)); // none was shown
}

void TestCertificate::isNotSeenOnAKeptConnection()
{
    Attempt made = attempt(Outcome::Delivered);
    made.reused = true;

    QVERIFY(!certificateSeen(made));
}

void TestCertificate::isNotSeenWithoutTls()
{
    Attempt made = attempt(Outcome::Delivered);
    made.tls.reset();
    made.request.url = u"http://acme.example/in"_s;

    QVERIFY(!certificateSeen(made));
}

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
