// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What kind of place an IP address is, for the guard that decides where a delivery may go. Judged on
// the address that a socket is about to connect to, so no spelling of a host name gets round it.
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace tacklebox {

// 16 bytes in network order; IPv4 as ::ffff:a.b.c.d.
struct IpAddress
{
    std::array<quint8, 16> bytes{};

    bool operator==(const IpAddress &) const = default;
};

[[nodiscard]] std::optional<IpAddress> ipAddressFrom(const QString &text);
[[nodiscard]] IpAddress ipv4Address(quint32 hostOrder);
[[nodiscard]] bool isIpv4(const IpAddress &address);
[[nodiscard]] QString toText(const IpAddress &address);

// From the IANA special-purpose registries (RFC 6890). Addresses that carry an IPv4 one inside
// (mapped, NAT64 of RFC 6052, 6to4 of RFC 3056) are judged by that one.
enum class AddressClass { Public, Loopback, Private, LinkLocal, Metadata, Unspecified, Multicast, Reserved };

[[nodiscard]] AddressClass classify(const IpAddress &address);

struct Network
{
    IpAddress address;
    int prefix = 128; // of the 16 bytes: an IPv4 /8 is 104

    bool operator==(const Network &) const = default;
};

// 10.0.0.0/8, fd00::/8, or one address.
[[nodiscard]] std::optional<Network> networkFrom(const QString &text);
[[nodiscard]] bool contains(const Network &network, const IpAddress &address);

} // namespace tacklebox
