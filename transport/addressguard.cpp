// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/addressguard.h"

#include <algorithm>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace tacklebox::transport {

std::optional<Endpoint> endpointFrom(const sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        sockaddr_in v4;
        std::memcpy(&v4, address, sizeof v4);
        return Endpoint{ipv4Address(ntohl(v4.sin_addr.s_addr)), ntohs(v4.sin_port)};
    }
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 v6;
        std::memcpy(&v6, address, sizeof v6);
        Endpoint endpoint{{}, ntohs(v6.sin6_port)};
        std::ranges::copy(v6.sin6_addr.s6_addr, endpoint.address.bytes.begin());
        return endpoint;
    }
    return {};
}

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

QString toText(const Endpoint &endpoint)
{
    const QString host = tacklebox::toText(endpoint.address);
    const QString port = QString::number(endpoint.port);
    return isIpv4(endpoint.address) ? host + u':' + port : u'[' + host + u"]:"_s + port;
}

} // namespace tacklebox::transport
