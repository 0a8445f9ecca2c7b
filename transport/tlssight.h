// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Looks into libcurl's TLS sessions: why a chain was refused, and the facts of a session, once for each
// connection.
#pragma once

#include "core/attempt.h"

#include <curl/curl.h>

#include <memory>
#include <optional>

namespace tacklebox::transport {

// Written by the handshake of one connection, which may outlive the request that opened it.
struct HandshakeRecord
{
    int chainError = 0; // X509_V_…
    std::optional<TlsFacts> facts; // of the certificate that came, even a refused one
};

// For CURLOPT_SSL_CTX_FUNCTION: has the handshake write into the record.
void watchHandshake(void *sslContext, std::shared_ptr<HandshakeRecord> record);

// The facts of the connection that the transfer runs on: only from within its callbacks. None
// without TLS.
[[nodiscard]] std::optional<TlsFacts> sessionFacts(CURL *transfer);

} // namespace tacklebox::transport
