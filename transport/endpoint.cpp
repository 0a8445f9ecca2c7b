// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "transport/endpoint.h"

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

std::optional<Endpoint> endpointAt(const char *address, int port)
{
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<quint16>(port));
    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1)
        return endpointFrom(reinterpret_cast<const sockaddr *>(&v4));
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = v4.sin_port;
    if (inet_pton(AF_INET6, address, &v6.sin6_addr) == 1)
        return endpointFrom(reinterpret_cast<const sockaddr *>(&v6));
    return {};
}

std::optional<Endpoint> peerOf(int socket)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getpeername(socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return {};
    return endpointFrom(reinterpret_cast<const sockaddr *>(&address));
}

QString toText(const Endpoint &endpoint)
{
    const QString host = tacklebox::toText(endpoint.address);
    const QString port = QString::number(endpoint.port);
    return isIpv4(endpoint.address) ? host + u':' + port : u'[' + host + u"]:"_s + port;
}

} // namespace tacklebox::transport
