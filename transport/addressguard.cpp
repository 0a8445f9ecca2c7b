// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/addressguard.h"

#include <algorithm>

namespace tacklebox::transport {

bool isAllowed(const AddressRules &rules, const Endpoint &endpoint)
{
    const AddressClass kind = classify(endpoint.address);
    if (kind == AddressClass::Public)
        return true;
    const bool isPersonal = rules.privateAddresses == PrivateAddresses::Allowed;
    if (kind == AddressClass::Loopback
        && (rules.allowsLoopback || isPersonal || rules.alwaysAllowedPorts.contains(endpoint.port)))
        return true;
    if (isPersonal && (kind == AddressClass::Private || kind == AddressClass::LinkLocal))
        return true;
    return std::ranges::any_of(rules.allowedNetworks, [&endpoint](const Network &network) {
        return contains(network, endpoint.address);
    });
}

} // namespace tacklebox::transport
