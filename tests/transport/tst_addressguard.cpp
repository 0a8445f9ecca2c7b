// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/exchange.h"
#include "tests/support/faultyserver.h"
#include "transport/addressguard.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tacklebox;
using namespace tacklebox::transport;
using tacklebox::test::Fault;
using tacklebox::test::FaultyServer;

class TestAddressGuard : public QObject
{
    Q_OBJECT

private slots:
    void judgesByClassAndNetwork_data();
    void judgesByClassAndNetwork();
    void sendsNoByteToABlockedAddress_data();
    void sendsNoByteToABlockedAddress();
    void allowsThePortOfTheInbox();
    void allowsWhatAPersonAllowed();
    void judgesAKeptConnectionAgain();
    void judgesWhatANameWasPinnedTo();
};

void TestAddressGuard::judgesByClassAndNetwork_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("plain");
    QTest::addColumn<bool>("loopbackAllowed");
    QTest::addColumn<bool>("personal");
    QTest::addColumn<bool>("networkAllowed");

    QTest::newRow("public") << u"93.184.216.34"_s << true << true << true << true;
    QTest::newRow("loopback") << u"127.9.8.7"_s << false << true << true << false;
    QTest::newRow("loopback, v6") << u"::1"_s << false << true << true << false;
    QTest::newRow("private, not listed") << u"192.168.3.4"_s << false << false << true << false;
    QTest::newRow("private, listed") << u"10.1.2.3"_s << false << false << true << true;
    QTest::newRow("private, listed, mapped") << u"::ffff:10.1.2.3"_s << false << false << true << true;
    QTest::newRow("link-local") << u"169.254.10.20"_s << false << false << true << false;
    QTest::newRow("metadata") << u"169.254.169.254"_s << false << false << false << false;
    QTest::newRow("unspecified") << u"0.0.0.0"_s << false << false << false << false;
    QTest::newRow("multicast") << u"224.0.0.1"_s << false << false << false << false;
}

void TestAddressGuard::judgesByClassAndNetwork()
{
    QFETCH(const QString, address);
    const Endpoint endpoint{*ipAddressFrom(address), 80};
    AddressRules loopback;
    loopback.allowsLoopback = true;
    AddressRules personal;
    personal.privateAddresses = PrivateAddresses::Allowed;
    AddressRules network;
    network.allowedNetworks = {*networkFrom(u"10.0.0.0/8"_s)};

    QTEST(isAllowed({}, endpoint), "plain");
    QTEST(isAllowed(loopback, endpoint), "loopbackAllowed");
    QTEST(isAllowed(personal, endpoint), "personal");
    QTEST(isAllowed(network, endpoint), "networkAllowed");
}

void TestAddressGuard::sendsNoByteToABlockedAddress_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("dotted") << u"127.0.0.1"_s;
    QTest::newRow("name") << u"localhost"_s;
    QTest::newRow("hexadecimal") << u"0x7f000001"_s;
    QTest::newRow("decimal") << u"2130706433"_s;
    QTest::newRow("short") << u"127.1"_s;
    QTest::newRow("octal") << u"0177.0.0.1"_s;
    QTest::newRow("mapped") << u"[::ffff:127.0.0.1]"_s;
    QTest::newRow("unspecified") << u"0.0.0.0"_s;
}

void TestAddressGuard::sendsNoByteToABlockedAddress()
{
    QFETCH(const QString, host);
    const FaultyServer server(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(server.url(host));
    request.guard = {};

    const Reply reply = test::exchange(client, request);

    QCOMPARE(reply.fault, Outcome::BlockedAddress);
    QVERIFY(!reply.error.isEmpty());
    QVERIFY(!reply.statusCode);
    QVERIFY(reply.peer.isEmpty());
    QCOMPARE(server.connections(), 0);
}

void TestAddressGuard::allowsThePortOfTheInbox()
{
    const FaultyServer inbox(Fault::None);
    const FaultyServer other(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(inbox.url());
    request.guard = {};
    request.guard.alwaysAllowedPorts = {inbox.port()};

    QCOMPARE(test::exchange(client, request).statusCode, 200);
    request.url = other.url();
    QCOMPARE(test::exchange(client, request).fault, Outcome::BlockedAddress);
}

void TestAddressGuard::allowsWhatAPersonAllowed()
{
    const FaultyServer server(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(server.url());
    request.guard = {};
    request.guard.privateAddresses = PrivateAddresses::Allowed;

    QCOMPARE(test::exchange(client, request).statusCode, 200);
}

void TestAddressGuard::judgesAKeptConnectionAgain()
{
    const FaultyServer server(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(server.url());
    QCOMPARE(test::exchange(client, request).statusCode, 200);

    request.guard = {};
    const Reply reply = test::exchange(client, request);

    QCOMPARE(reply.fault, Outcome::BlockedAddress);
    QCOMPARE(server.requests().size(), 1);
}

void TestAddressGuard::judgesWhatANameWasPinnedTo()
{
    const FaultyServer server(Fault::None);
    HttpClient client;
    Request request = test::loopbackPost(server.url(u"hook.test"_s));
    request.pins = {"hook.test:" + QByteArray::number(server.port()) + ":127.0.0.1"};

    const Reply allowed = test::exchange(client, request);
    request.guard = {};
    const Reply blocked = test::exchange(client, request);

    QCOMPARE(allowed.statusCode, 200);
    QCOMPARE(allowed.peer, u"127.0.0.1:"_s + QString::number(server.port()));
    QCOMPARE(blocked.fault, Outcome::BlockedAddress);
}

QTEST_GUILESS_MAIN(TestAddressGuard)
#include "tst_addressguard.moc"
