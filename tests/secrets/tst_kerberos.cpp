// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The operating system's own sign-in, in a real realm of the test's own.
#include "secrets/kerberos.h"
#include "tests/support/kerberosrealm.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox::secrets {

class TestKerberos final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void provesWhoAsks();
    void isGoodForOneRequest();
    void saysThatThereIsNoTicket();
    void saysThatTheServiceIsUnknown();
    void saysThatTheRealmIsAway();

private:
    test::KerberosRealm m_realm;
};

void TestKerberos::initTestCase()
{
    QVERIFY2(m_realm.trouble().isEmpty(), qPrintable(m_realm.trouble()));
}

void TestKerberos::provesWhoAsks()
{
    QVERIFY2(m_realm.signIn(), qPrintable(m_realm.trouble()));
    const auto token = negotiateToken(u"localhost"_s);
    QVERIFY2(token, qPrintable(token ? QString() : token.error().detail));
    QCOMPARE(test::KerberosRealm::accept(*token), u"person@TACKLEBOX.TEST"_s);
}

void TestKerberos::isGoodForOneRequest()
{
    QVERIFY(m_realm.signIn());
    const auto first = negotiateToken(u"localhost"_s);
    const auto second = negotiateToken(u"localhost"_s);
    QVERIFY(first && second);
    QVERIFY(*first != *second);
    QCOMPARE(test::KerberosRealm::accept(*first), u"person@TACKLEBOX.TEST"_s);
    QVERIFY(test::KerberosRealm::accept(*first).startsWith(u'('));
    QCOMPARE(test::KerberosRealm::accept(*second), u"person@TACKLEBOX.TEST"_s);
}

void TestKerberos::saysThatThereIsNoTicket()
{
    m_realm.signOut();
    const auto token = negotiateToken(u"localhost"_s);
    QVERIFY(!token);
    QCOMPARE(token.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(token.error().reason, Reason::TicketMissing);
    QCOMPARE(token.error().subject, u"localhost"_s);
    QVERIFY(!token.error().detail.isEmpty());
}

void TestKerberos::saysThatTheServiceIsUnknown()
{
    QVERIFY(m_realm.signIn());
    const auto token = negotiateToken(u"elsewhere.example"_s);
    QVERIFY(!token);
    QCOMPARE(token.error().reason, Reason::TicketMissing);
    QCOMPARE(token.error().subject, u"elsewhere.example"_s);
}

// A ticket for the realm alone doesn't do for a service that was not asked for before.
void TestKerberos::saysThatTheRealmIsAway()
{
    QVERIFY(m_realm.signIn());
    m_realm.stop();
    const auto token = negotiateToken(u"localhost"_s);
    QVERIFY(!token);
    QCOMPARE(token.error().reason, Reason::TicketMissing);
}

} // namespace tacklebox::secrets

QTEST_GUILESS_MAIN(tacklebox::secrets::TestKerberos)
#include "tst_kerberos.moc"
