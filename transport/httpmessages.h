// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What goes into the HTTP client and what comes out of it, as values.
#pragma once

#include "core/attempt.h"
#include "transport/addressguard.h"

#include <QList>

#include <chrono>
#include <stop_token>

namespace tacklebox::transport {

inline constexpr qint64 kMaxResponseBytes = 1024 * 1024;

enum class Extent {
    Exchange,
    HandshakeOnly, // connects and makes the TLS handshake, always a new one; no byte of HTTP is sent
};

struct Request
{
    quint64 tag = 0; // the caller's own, given back in the reply
    QByteArray method = QByteArrayLiteral("POST");
    QString url; // http or https
    Headers headers; // Host and Content-Length are set by the client
    QByteArray body;
    std::chrono::milliseconds timeout{15000}; // from the start of the try to the last byte
    std::chrono::milliseconds connectTimeout{10000};
    AddressRules guard;
    QString caFile; // PEM, trusted beside the system's; empty: none
    QString proxy; // empty: none, whatever the environment says. Loopback never goes through it
    QList<QByteArray> pins; // host:port:address, in place of the resolver
    qint64 maxResponseBytes = kMaxResponseBytes; // of which kStoredResponseBytes are kept
    Extent extent = Extent::Exchange;
    std::stop_token stop;
};

struct Reply
{
    quint64 tag = 0;
    // None: a whole answer came, below or above 300, and its meaning is the caller's to judge; or the
    // handshake was whole, where nothing else was asked for. Never Delivered nor RefusedStatus.
    std::optional<Outcome> fault;
    QString error; // technical
    std::optional<int> statusCode; // may be there with a fault, too
    QString peer;
    bool reused = false;
    bool isSent = false; // the request, or a part of it, may have gone out
    SentRequest request; // headers in the order they were sent
    ReceivedResponse response;
    Timing timing;
    std::optional<TlsFacts> tls;
};

} // namespace tacklebox::transport
