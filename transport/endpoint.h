// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An IP address with a port: one end of a connection.
#pragma once

#include "core/addressclass.h"

struct sockaddr;

namespace tacklebox::transport {

struct Endpoint
{
    IpAddress address;
    quint16 port = 0;

    bool operator==(const Endpoint &) const = default;
};

// None for anything but IPv4 and IPv6.
[[nodiscard]] std::optional<Endpoint> endpointFrom(const sockaddr *address);
[[nodiscard]] std::optional<Endpoint> endpointAt(const char *address, int port);

// Whom the socket is connected to.
[[nodiscard]] std::optional<Endpoint> peerOf(int socket);

// 127.0.0.1:443, [::1]:443
[[nodiscard]] QString toText(const Endpoint &endpoint);

} // namespace tacklebox::transport
