// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/addressclass.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace tacklebox {

class AddressClassTest final : public QObject
{
    Q_OBJECT

private slots:
    void classifies_data();
    void classifies();
    void readsAndWritesAddresses_data();
    void readsAndWritesAddresses();
    void refusesAddresses_data();
    void refusesAddresses();
    void networksContain_data();
    void networksContain();
    void refusesNetworks_data();
    void refusesNetworks();
};

void AddressClassTest::classifies_data()
{
    QTest::addColumn<AddressClass>("kind");
    const auto rows = [](AddressClass kind, std::initializer_list<const char *> addresses) {
        for (const char *address : addresses)
            QTest::newRow(address) << kind;
    };
    rows(AddressClass::Public,
         {"8.8.8.8",
          "1.1.1.1",
          "172.15.255.255",
          "172.32.0.0",
          "192.167.255.255",
          "192.169.0.0",
          "9.255.255.255",
          "11.0.0.0",
          "100.63.255.255",
          "100.128.0.0",
          "126.255.255.255",
          "128.0.0.0",
          "223.255.255.255",
          "2606:4700::1111",
          "2a00:1450:4001::1",
          "::ffff:8.8.8.8",
          "64:ff9b::8.8.8.8",
          "2002:808:808::1"});
    rows(AddressClass::Loopback,
         {"127.0.0.1",
          "127.255.255.254",
          "::1",
          "::ffff:127.0.0.1",
          "64:ff9b::127.0.0.1",
          "::127.0.0.1",
          "2002:7f00:1::"});
    rows(AddressClass::Private,
         {"10.0.0.0",
          "10.255.255.255",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.1.1",
          "100.64.0.1",
          "198.18.0.1",
          "198.19.255.255",
          "fc00::1",
          "fd12:3456::1",
          "fec0::1",
          "::ffff:10.0.0.1",
          "64:ff9b::10.1.2.3",
          "64:ff9b:1::1",
          "2002:c0a8:101::1"});
    rows(AddressClass::LinkLocal,
         {"169.254.0.1",
          "169.254.255.255",
          "fe80::1",
          "febf::1",
          "::ffff:169.254.1.1",
          "64:ff9b::169.254.1.1"});
    rows(AddressClass::Metadata,
         {"169.254.169.254",
          "100.100.100.200",
          "168.63.129.16",
          "192.0.0.192",
          "fd00:ec2::254",
          "fd20:ce::254",
          "::ffff:169.254.169.254",
          "64:ff9b::169.254.169.254",
          "2002:a9fe:a9fe::"});
    rows(AddressClass::Unspecified, {"0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0"});
    rows(AddressClass::Multicast,
         {"224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1", "::ffff:224.0.0.1"});
    rows(AddressClass::Reserved,
         {"240.0.0.1",
          "192.0.0.1",
          "192.0.2.1",
          "198.51.100.7",
          "203.0.113.9",
          "192.88.99.1",
          "2001:db8::1",
          "100::1",
          "2001::1",
          "2001:1ff::1"});
}

void AddressClassTest::classifies()
{
    const std::optional<IpAddress> address = ipAddressFrom(QString::fromLatin1(QTest::currentDataTag()));

    QVERIFY(address.has_value());
    QTEST(classify(*address), "kind");
}

void AddressClassTest::readsAndWritesAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::addColumn<bool>("v4");
    QTest::newRow("v4") << u"192.0.2.1"_s << u"192.0.2.1"_s << true;
    QTest::newRow("v6") << u"2001:DB8:0:0::1"_s << u"2001:db8::1"_s << false;
    QTest::newRow("mapped is v4") << u"::ffff:192.0.2.1"_s << u"192.0.2.1"_s << true;
    QTest::newRow("mapped in hex is v4") << u"::ffff:c000:201"_s << u"192.0.2.1"_s << true;
}

void AddressClassTest::readsAndWritesAddresses()
{
    QFETCH(QString, text);

    const std::optional<IpAddress> address = ipAddressFrom(text);

    QVERIFY(address.has_value());
    QTEST(toText(*address), "written");
    QTEST(isIpv4(*address), "v4");
}

void AddressClassTest::refusesAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("name") << u"localhost"_s;
    QTest::newRow("short form") << u"127.1"_s;
    QTest::newRow("one number") << u"2130706433"_s;
    QTest::newRow("hex") << u"0x7f.0.0.1"_s;
    QTest::newRow("octal") << u"0177.0.0.1"_s;
    QTest::newRow("too large") << u"256.0.0.1"_s;
    QTest::newRow("brackets") << u"[::1]"_s;
    QTest::newRow("zone") << u"fe80::1%eth0"_s;
    QTest::newRow("space") << u" 127.0.0.1"_s;
    QTest::newRow("null character") << u"127.0.0.1"_s + QChar(u'\0') + u".example"_s;
    QTest::newRow("digits of another script") << u"١٢٧.0.0.1"_s;
}

void AddressClassTest::refusesAddresses()
{
    QFETCH(QString, text);
    QCOMPARE(ipAddressFrom(text), std::nullopt);
}

void AddressClassTest::networksContain_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("inside");
    QTest::newRow("within /8") << u"10.0.0.0/8"_s << u"10.255.0.1"_s << true;
    QTest::newRow("outside /8") << u"10.0.0.0/8"_s << u"11.0.0.0"_s << false;
    QTest::newRow("last of /12") << u"172.16.0.0/12"_s << u"172.31.255.255"_s << true;
    QTest::newRow("behind /12") << u"172.16.0.0/12"_s << u"172.32.0.0"_s << false;
    QTest::newRow("host bits given") << u"10.1.2.3/8"_s << u"10.9.9.9"_s << true;
    QTest::newRow("one address") << u"192.168.1.7"_s << u"192.168.1.7"_s << true;
    QTest::newRow("its neighbour") << u"192.168.1.7"_s << u"192.168.1.8"_s << false;
    QTest::newRow("mapped") << u"10.0.0.0/8"_s << u"::ffff:10.0.0.1"_s << true;
    QTest::newRow("all of v4") << u"0.0.0.0/0"_s << u"8.8.8.8"_s << true;
    QTest::newRow("all of v4 has no v6") << u"0.0.0.0/0"_s << u"fd00::1"_s << false;
    QTest::newRow("v6") << u"fd00::/8"_s << u"fdff::1"_s << true;
    QTest::newRow("outside v6") << u"fd00::/8"_s << u"fc00::1"_s << false;
    QTest::newRow("v6 by bits") << u"fe80::/10"_s << u"febf::1"_s << true;
    QTest::newRow("v6 behind the bits") << u"fe80::/10"_s << u"fec0::1"_s << false;
    QTest::newRow("all of v6 has no v4") << u"::/0"_s << u"10.0.0.1"_s << false;
}

void AddressClassTest::networksContain()
{
    QFETCH(QString, network);
    QFETCH(QString, address);

    const std::optional<Network> parsed = networkFrom(network);

    QVERIFY(parsed.has_value());
    QTEST(contains(*parsed, *ipAddressFrom(address)), "inside");
}

void AddressClassTest::refusesNetworks_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "/8",
                             "10.0.0.0/",
                             "10.0.0.0/33",
                             "10.0.0.0/-1",
                             "10.0.0.0/8/8",
                             "10.0.0.0/x",
                             "10/8",
                             "fd00::/129",
                             "acme.example/8",
                             "10.0.0.0 /8"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void AddressClassTest::refusesNetworks()
{
    QFETCH(QString, text);
    QCOMPARE(networkFrom(text), std::nullopt);
}

} // namespace tacklebox

QTEST_GUILESS_MAIN(tacklebox::AddressClassTest)
#include "tst_addressclass.moc"
