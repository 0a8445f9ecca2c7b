// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A server on site that asks for the desktop's own sign-in, in a real Kerberos realm.
#include "callerrig.h"
#include "dialects/superoffice/superoffice.h"
#include "tests/support/kerberosrealm.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

using tacklebox::test::KerberosRealm;

QByteArray ticketOf(const QByteArray &request)
{
    constexpr QByteArrayView kStart = "\r\nAuthorization: Negotiate ";
    const qsizetype at = request.indexOf(kStart);
    if (at < 0)
        return {};
    const qsizetype from = at + kStart.size();
    return request.sliced(from, request.indexOf('\r', from) - from);
}

} // namespace

class TestNegotiate final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void sendsEachRequestWithATicketOfItsOwn();
    void sendsAWriteOnceWhereItIsRefused();
    void sendsNothingWithoutATicket();
    void sendsNothingOnceItWasStopped();
    void keepsNoTicket();

private:
    std::unique_ptr<test::CallerRig> rig();
    [[nodiscard]] Result<Response> list(const test::CallerRig &rig) const;

    KerberosRealm m_realm;
    const SuperOffice m_dialect;
};

void TestNegotiate::initTestCase()
{
    QVERIFY2(m_realm.trouble().isEmpty(), qPrintable(m_realm.trouble()));
}

void TestNegotiate::init()
{
    QVERIFY2(m_realm.signIn(), qPrintable(m_realm.trouble()));
}

std::unique_ptr<test::CallerRig> TestNegotiate::rig()
{
    auto made = std::make_unique<test::CallerRig>(m_dialect);
    QUrl url(made->connection.baseUrl);
    url.setHost(u"localhost"_s); // a ticket is for a name
    made->connection.baseUrl = url.toString();
    made->connection.settings = {{u"auth"_s, u"negotiate"_s}};
    made->caller->setConnection(made->connection);
    return made;
}

Result<Response> TestNegotiate::list(const test::CallerRig &rig) const
{
    return test::CallerRig::wait(
        rig.caller->call([this](const Access &access) { return m_dialect.listSubscribers(access); }));
}

void TestNegotiate::sendsEachRequestWithATicketOfItsOwn()
{
    const auto rig = this->rig();
    rig->server.script(tacklebox::test::answer(200, "[]"));
    rig->server.script(tacklebox::test::answer(204, {}));
    QVERIFY(list(*rig));
    QVERIFY(test::CallerRig::wait(rig->caller->call(
        [this](const Access &access) { return m_dialect.removeSubscriber(access, {u"7"_s}); })));

    QCOMPARE(rig->server.requests().size(), 2);
    for (const QByteArray &request : rig->server.requests())
        QCOMPARE(KerberosRealm::accept(ticketOf(request)), u"person@TACKLEBOX.TEST"_s);
}

void TestNegotiate::sendsAWriteOnceWhereItIsRefused()
{
    const auto rig = this->rig();
    rig->server.script(tacklebox::test::answer(401, "{}", "WWW-Authenticate: Negotiate\r\n"));
    rig->server.script(tacklebox::test::answer(204, {}));
    const auto removed = test::CallerRig::wait(rig->caller->call(
        [this](const Access &access) { return m_dialect.removeSubscriber(access, {u"7"_s}); }));
    QVERIFY(removed);
    QCOMPARE(removed->status, 401);
    QCOMPARE(rig->server.requests().size(), 1);
}

void TestNegotiate::sendsNothingWithoutATicket()
{
    m_realm.signOut();
    const auto rig = this->rig();
    QSignalSpy heard(rig->caller.get(), &Caller::heard);
    const auto answer = list(*rig);
    QVERIFY(!answer);
    QCOMPARE(answer.error().reason, Reason::TicketMissing);
    QCOMPARE(answer.error().kind, ErrorKind::NotAuthorised);
    QCOMPARE(rig->server.requests().size(), 0);
    QCOMPARE(heard.size(), 1);
}

// The ticket may be long in coming, and who stopped was told that nothing is sent.
void TestNegotiate::sendsNothingOnceItWasStopped()
{
    const auto rig = this->rig();
    rig->server.script(tacklebox::test::answer(204, {}));
    std::stop_source stop;
    stop.request_stop();
    const auto remove = m_dialect.removeSubscriber(Access{rig->connection, {}, {}}, {u"7"_s});
    QVERIFY(remove && remove->isNegotiated);
    const auto answer = test::CallerRig::wait(rig->client.send(*remove, stop.get_token()));
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
    QCOMPARE(rig->server.requests().size(), 0);
}

// What was sent once stands nowhere: the next request asks the system again.
void TestNegotiate::keepsNoTicket()
{
    const auto rig = this->rig();
    rig->server.script(tacklebox::test::answer(200, "[]"));
    QVERIFY(list(*rig));
    m_realm.signOut();
    QVERIFY(!list(*rig));
    QCOMPARE(rig->server.requests().size(), 1);
}

} // namespace tacklebox::dialects

QTEST_GUILESS_MAIN(tacklebox::dialects::TestNegotiate)
#include "tst_negotiate.moc"
