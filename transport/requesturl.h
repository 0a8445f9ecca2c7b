// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A request's URL as it goes to libcurl and what its parts mean for the request.
#pragma once

#include "transport/addressguard.h"

#include <QByteArray>

#include <optional>

namespace tacklebox::transport {

// Percent-encoded where the text isn't already fit to be sent.
[[nodiscard]] QByteArray wireUrl(const QString &url);

// scheme://host:port, one key for all that share connections.
[[nodiscard]] QByteArrayView originOf(QByteArrayView wireUrl);

// The Host header that libcurl sends for it.
[[nodiscard]] QByteArray hostHeader(QByteArrayView wireUrl);

// The address where the host is one, in any of its spellings.
[[nodiscard]] std::optional<Endpoint> literalEndpoint(const QByteArray &wireUrl);

// A name or an address of this very machine.
[[nodiscard]] bool isLocal(const QByteArray &wireUrl);

} // namespace tacklebox::transport
