// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a receiver can do wrong, each told in its own words by `tackle test` and `tackle jobs show`.

#include "tests/app/tacklerun.h"
#include "tests/support/faultyserver.h"
#include "tests/support/freeport.h"
#include "tests/support/nginx.h"
#include "tests/support/testca.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(tacklebox::test::Fault)
Q_DECLARE_METATYPE(tacklebox::test::LeafKind)

namespace tacklebox::test {

class ReceiverFaultsTest final : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatTheReceiverDid_data();
    void tellsWhatTheReceiverDid();
    void tellsWhatIsWrongWithTheCertificate_data();
    void tellsWhatIsWrongWithTheCertificate();
    void tellsThatNobodyListens();
    void tellsThatTheHostIsUnknown();
    void tellsTheStatus();
    void tellsThatTheAddressIsNotAllowed();
};

namespace {

// What an attempt is called, and how the sentence about it goes on after the host's name.
struct Words
{
    QString outcome;
    QString word;
    QString deed;
};

void checkTest(const TackleProfile &tackle, const QString &id, const Words &words)
{
    const Said json = tackle.json({u"test"_s, u"--subscriber"_s, id});
    QVERIFY2(json.code == 1, (json.out + json.err).constData());
    QCOMPARE(json.json()[u"outcome"_s].toString(), words.outcome);
    QCOMPARE(json.json()[u"verdict"_s][u"outcome"_s].toString(), words.outcome);
    const QString summary = json.json()[u"verdict"_s][u"summary"_s].toString();
    QVERIFY2(summary.contains(words.deed), qPrintable(summary));
    QVERIFY(!json.json()[u"verdict"_s][u"advice"_s].toString().isEmpty());

    const Said text = tackle.run({u"test"_s, u"--subscriber"_s, id});
    QCOMPARE(text.code, 1);
    QVERIFY2(text.out.contains(words.word.toUtf8()) && text.out.contains(words.deed.toUtf8()),
             text.out.constData());
}

void checkJob(const TackleProfile &tackle, const Words &words)
{
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QCOMPARE(tackle.run({u"serve"_s, u"--until-idle"_s}).code, 0);

    const QJsonObject job = tackle.json({u"jobs"_s, u"show"_s, u"1"_s}).json();
    QCOMPARE(job[u"state"_s].toString(), u"failed"_s);
    QVERIFY(!job[u"last_error"_s].toString().isEmpty());
    const QJsonArray log = job[u"attempt_log"_s].toArray();
    QCOMPARE(log.size(), 1);
    QCOMPARE(log.first()[u"outcome"_s].toString(), words.outcome);

    const Said text = tackle.run({u"jobs"_s, u"show"_s, u"1"_s});
    QVERIFY2(text.out.contains(": " + words.word.toUtf8()) && text.out.contains(words.deed.toUtf8()),
             text.out.constData());
}

void check(const TackleProfile &tackle, const QString &url, const Words &words)
{
    const QString id
        = tackle.subscriber(url, {u"--set"_s, u"timeout_ms=1500"_s, u"--set"_s, u"retry_policy=none"_s});
    QVERIFY(!id.isEmpty());

    checkTest(tackle, id, words);
    checkJob(tackle, words);
}

} // namespace

void ReceiverFaultsTest::tellsWhatTheReceiverDid_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QStringList>("words");
    const QStringList late{u"timed_out"_s, u"Timed out"_s, u"did not answer in time"_s};
    const QStringList closed{
        u"closed_early"_s, u"Closed early"_s, u"closed the connection before its answer was whole"_s};
    QTest::newRow("hangs") << Fault::Hang << late;
    QTest::newRow("a byte a second") << Fault::Drip << late;
    QTest::newRow("closes at once") << Fault::CloseAtOnce << closed;
    QTest::newRow("closes half-way") << Fault::CloseHalfway << closed;
    QTest::newRow("redirects") << Fault::Redirect
                               << QStringList{u"redirected"_s,
                                              u"Redirected 302"_s,
                                              u"answered with the redirect 302"_s};
    QTest::newRow("10 MB") << Fault::Huge
                           << QStringList{u"too_large"_s,
                                          u"Answer too large"_s,
                                          u"sent an answer that is too large"_s};
}

void ReceiverFaultsTest::tellsWhatTheReceiverDid()
{
    QFETCH(const Fault, fault);
    QFETCH(const QStringList, words);
    const TackleProfile tackle;
    const FaultyServer server(fault);

    check(tackle, server.url(), {words[0], words[1], words[2]});
}

void ReceiverFaultsTest::tellsWhatIsWrongWithTheCertificate_data()
{
    QTest::addColumn<LeafKind>("kind");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("expired") << LeafKind::Expired
                             << QStringList{u"tls_expired"_s,
                                            u"Certificate expired"_s,
                                            u"showed a certificate that is out of date"_s};
    QTest::newRow("self-signed") << LeafKind::SelfSigned
                                 << QStringList{u"tls_untrusted"_s,
                                                u"Certificate not trusted"_s,
                                                u"showed a certificate that nobody trusted vouches for"_s};
    QTest::newRow("for another host") << LeafKind::WrongHost
                                      << QStringList{u"tls_wrong_host"_s,
                                                     u"Certificate for another host"_s,
                                                     u"showed a certificate for another name"_s};
}

void ReceiverFaultsTest::tellsWhatIsWrongWithTheCertificate()
{
    QFETCH(const LeafKind, kind);
    QFETCH(const QStringList, words);
    const TackleProfile tackle;
    TestCa authority(tackle.path({}));
    const Nginx nginx({authority.issue(kind)});
    QVERIFY(nginx.isUp());
    QCOMPARE(tackle.run({u"settings"_s, u"set"_s, u"ca_file="_s + authority.caFile()}).code, 0);

    check(tackle, nginx.tlsUrl(), {words[0], words[1], words[2]});
    const QJsonObject job = tackle.json({u"jobs"_s, u"show"_s, u"1"_s}).json();
    QCOMPARE(job[u"attempt_log"_s][0][u"tls"_s][u"subject"_s].toString(), u"CN=Hook Receiver,O=Tacklebox"_s);
}

void ReceiverFaultsTest::tellsThatNobodyListens()
{
    const TackleProfile tackle;

    check(tackle,
          u"http://127.0.0.1:%1/"_s.arg(freePort()),
          {u"connect_failed"_s, u"Not connected"_s, u"127.0.0.1 could not be connected to"_s});
}

void ReceiverFaultsTest::tellsThatTheHostIsUnknown()
{
    const TackleProfile tackle;

    check(tackle,
          u"http://no-such-host.invalid/"_s,
          {u"dns_failed"_s, u"Host not found"_s, u"no-such-host.invalid has no address"_s});
}

void ReceiverFaultsTest::tellsTheStatus()
{
    const TackleProfile tackle;
    const Nginx nginx;
    QVERIFY(nginx.isUp());

    check(tackle, nginx.url(u"/503"_s), {u"refused_status"_s, u"Refused 503"_s, u"127.0.0.1 answered 503"_s});
}

void ReceiverFaultsTest::tellsThatTheAddressIsNotAllowed()
{
    const TackleProfile tackle;
    const QString id = tackle.subscriber(u"http://10.1.2.3/"_s);
    const QString deed = u"10.1.2.3 is at an address that deliveries may not go to"_s;

    checkTest(tackle, id, {u"blocked_address"_s, u"Address not allowed"_s, deed});
    QCOMPARE(tackle.run({u"publish"_s, u"order.delivered"_s}).code, 0);
    QCOMPARE(tackle.run({u"serve"_s, u"--until-idle"_s}).code, 0);

    const QJsonObject job = tackle.json({u"jobs"_s, u"show"_s, u"1"_s}).json();
    QCOMPARE(job[u"state"_s].toString(), u"blocked"_s);
    QVERIFY(job[u"attempt_log"_s].toArray().isEmpty());
    const Said text = tackle.run({u"jobs"_s, u"show"_s, u"1"_s});
    QVERIFY2(text.out.contains(deed.toUtf8()), text.out.constData());
}

} // namespace tacklebox::test

QTEST_GUILESS_MAIN(tacklebox::test::ReceiverFaultsTest)
#include "tst_receiverfaults.moc"
