// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Decides whether a delivery may go to an address: judged on the address that a socket is about to
// use, after every name and spelling was resolved.
#pragma once

#include "core/addressclass.h"

#include <QList>

struct sockaddr;

namespace tacklebox::transport {

enum class PrivateAddresses { Refused, Allowed };

struct AddressRules
{
    bool allowsLoopback = false;
    PrivateAddresses privateAddresses = PrivateAddresses::Refused; // a person said yes to this request
    QList<Network> allowedNetworks; // whatever their class
    QList<quint16> alwaysAllowedPorts; // on loopback: the inbox's own

    bool operator==(const AddressRules &) const = default;
};

struct Endpoint
{
    IpAddress address;
    quint16 port = 0;

    bool operator==(const Endpoint &) const = default;
};

// None for anything but IPv4 and IPv6.
[[nodiscard]] std::optional<Endpoint> endpointFrom(const sockaddr *address);

[[nodiscard]] bool isAllowed(const AddressRules &rules, const Endpoint &endpoint);

// 127.0.0.1:443, [::1]:443
[[nodiscard]] QString toText(const Endpoint &endpoint);

} // namespace tacklebox::transport
