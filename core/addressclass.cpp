// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/addressclass.h"

#include <QByteArray>

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr std::array<quint8, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kMappedBits = 96;

struct V4Range
{
    quint32 network;
    int prefix;
    AddressClass kind;
};

// The narrower ranges stand first.
constexpr std::array<V4Range, 20> kV4Ranges{{
    {0xa9fea9fe, 32, AddressClass::Metadata}, // 169.254.169.254
    {0x646464c8, 32, AddressClass::Metadata}, // 100.100.100.200
    {0xa83f8110, 32, AddressClass::Metadata}, // 168.63.129.16
    {0xc00000c0, 32, AddressClass::Metadata}, // 192.0.0.192
    {0xffffffff, 32, AddressClass::Multicast}, // limited broadcast
    {0xc0000000, 24, AddressClass::Reserved}, // 192.0.0.0
    {0xc0000200, 24, AddressClass::Reserved}, // documentation
    {0xc6336400, 24, AddressClass::Reserved},   {0xcb007100, 24, AddressClass::Reserved},
    {0xc0586300, 24, AddressClass::Reserved}, // 6to4 relays
    {0xa9fe0000, 16, AddressClass::LinkLocal},  {0xc0a80000, 16, AddressClass::Private},
    {0xc6120000, 15, AddressClass::Private}, // benchmarking
    {0xac100000, 12, AddressClass::Private},    {0x64400000, 10, AddressClass::Private}, // shared by carriers
    {0x00000000, 8, AddressClass::Unspecified}, {0x0a000000, 8, AddressClass::Private},
    {0x7f000000, 8, AddressClass::Loopback},    {0xe0000000, 4, AddressClass::Multicast},
    {0xf0000000, 4, AddressClass::Reserved},
}};

quint32 v4At(const IpAddress &address, int offset)
{
    const quint8 *byte = address.bytes.data() + offset;
    return quint32(byte[0]) << 24 | quint32(byte[1]) << 16 | quint32(byte[2]) << 8 | byte[3];
}

AddressClass classifyV4(quint32 address)
{
    const auto range = std::ranges::find_if(kV4Ranges, [address](const V4Range &candidate) {
        return (address ^ candidate.network) >> (32 - candidate.prefix) == 0;
    });
    return range == kV4Ranges.end() ? AddressClass::Public : range->kind;
}

bool within(const IpAddress &address, const char *network, int prefix)
{
    return contains({*ipAddressFrom(QString::fromLatin1(network)), prefix}, address);
}

AddressClass classifyV6(const IpAddress &address)
{
    if (address == IpAddress{})
        return AddressClass::Unspecified;
    if (within(address, "::1", 128))
        return AddressClass::Loopback;
    if (within(address, "64:ff9b::", 96) || within(address, "::", 96))
        return classifyV4(v4At(address, 12));
    if (within(address, "2002::", 16))
        return classifyV4(v4At(address, 2));
    if (within(address, "fd00:ec2::254", 128) || within(address, "fd20:ce::254", 128))
        return AddressClass::Metadata;
    if (within(address, "fc00::", 7) || within(address, "fec0::", 10) || within(address, "64:ff9b:1::", 48))
        return AddressClass::Private;
    if (within(address, "fe80::", 10))
        return AddressClass::LinkLocal;
    if (within(address, "ff00::", 8))
        return AddressClass::Multicast;
    if (within(address, "2001:db8::", 32) || within(address, "100::", 64) || within(address, "2001::", 23))
        return AddressClass::Reserved;
    return AddressClass::Public;
}

} // namespace

std::optional<IpAddress> ipAddressFrom(const QString &text)
{
    const QByteArray bytes = text.toLatin1();
    if (bytes.contains('\0')) // C ends there, and would judge the part before
        return std::nullopt;
    in_addr v4{};
    if (inet_pton(AF_INET, bytes.constData(), &v4) == 1)
        return ipv4Address(ntohl(v4.s_addr));
    in6_addr v6{};
    if (inet_pton(AF_INET6, bytes.constData(), &v6) != 1)
        return std::nullopt;
    IpAddress address;
    std::copy_n(v6.s6_addr, address.bytes.size(), address.bytes.begin());
    return address;
}

IpAddress ipv4Address(quint32 hostOrder)
{
    IpAddress address;
    std::ranges::copy(kMappedPrefix, address.bytes.begin());
    for (int i = 0; i < 4; ++i)
        address.bytes[12 + size_t(i)] = quint8(hostOrder >> (24 - 8 * i));
    return address;
}

bool isIpv4(const IpAddress &address)
{
    return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes.begin());
}

QString toText(const IpAddress &address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (isIpv4(address))
        inet_ntop(AF_INET, address.bytes.data() + 12, text.data(), text.size());
    else
        inet_ntop(AF_INET6, address.bytes.data(), text.data(), text.size());
    return QString::fromLatin1(text.data());
}

AddressClass classify(const IpAddress &address)
{
    return isIpv4(address) ? classifyV4(v4At(address, 12)) : classifyV6(address);
}

std::optional<Network> networkFrom(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const std::optional<IpAddress> address = ipAddressFrom(slash < 0 ? text : text.first(slash));
    if (!address)
        return std::nullopt;
    if (slash < 0)
        return Network{*address, 128};
    bool isNumber = false;
    const int given = text.sliced(slash + 1).toInt(&isNumber);
    const int bits = isIpv4(*address) ? 32 : 128;
    if (!isNumber || given < 0 || given > bits)
        return std::nullopt;
    return Network{*address, given + (isIpv4(*address) ? kMappedBits : 0)};
}

bool contains(const Network &network, const IpAddress &address)
{
    if (isIpv4(network.address) != isIpv4(address))
        return false;
    const auto whole = size_t(network.prefix / 8);
    const int rest = network.prefix % 8;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole, network.address.bytes.begin()))
        return false;
    return rest == 0 || (address.bytes[whole] ^ network.address.bytes[whole]) >> (8 - rest) == 0;
}

} // namespace tacklebox
