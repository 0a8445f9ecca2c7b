// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Decides whether a delivery may go to an address: judged on the address that a socket is about to
// use, after every name and spelling was resolved.
#pragma once

#include "transport/endpoint.h"

#include <QList>

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

[[nodiscard]] bool isAllowed(const AddressRules &rules, const Endpoint &endpoint);

} // namespace tacklebox::transport
