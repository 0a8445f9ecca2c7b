// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One HTTP try of a job: what was sent, what came back, how long each part took and who answered.
#pragma once

#include "core/headers.h"
#include "core/instant.h"

#include <optional>

namespace tacklebox {

enum class Outcome {
    Delivered,
    RefusedStatus,
    Redirected,
    TimedOut,
    DnsFailed,
    ConnectFailed,
    TlsExpired,
    TlsUntrusted,
    TlsWrongHost,
    TlsFailed,
    ClosedEarly,
    TooLarge,
    BlockedAddress,
    Aborted,
};

// The words of the command line and the store: delivered, refused_status, …
[[nodiscard]] QLatin1StringView toText(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcomeFrom(QStringView text);

// Durations of the phases, each its own length, not a time since the start. dns, connect and tls
// are absent on a reused connection, and each that was never reached.
struct Timing
{
    using Micros = std::chrono::microseconds;

    std::optional<Micros> dns;
    std::optional<Micros> connect;
    std::optional<Micros> tls;
    std::optional<Micros> firstByte; // from the request sent to the first byte of the answer
    Micros total{0};

    bool operator==(const Timing &) const = default;
};

struct TlsFacts
{
    QString version;
    QString cipher;
    QString issuer;
    QString subject;
    std::optional<Instant> notAfter;

    bool operator==(const TlsFacts &) const = default;
};

struct SentRequest
{
    QByteArray method;
    QString url;
    Headers headers;
    QByteArray body;

    bool operator==(const SentRequest &) const = default;
};

struct ReceivedResponse
{
    Headers headers;
    QByteArray body; // at most kStoredResponseBytes of it
    bool truncated = false;

    bool operator==(const ReceivedResponse &) const = default;
};

inline constexpr qsizetype kStoredResponseBytes = 64 * 1024;

struct Attempt
{
    int number = 1; // from 1, manual ones counted too
    Instant at;
    bool manual = false; // a person's replay: never counts toward health
    bool diverted = false; // to another URL than the subscriber's: says nothing about the job
    Outcome outcome = Outcome::Aborted;
    QString error; // technical, empty when delivered
    std::optional<int> statusCode;
    QString peer; // address and port connected to, empty when none
    bool reused = false;
    SentRequest request;
    ReceivedResponse response;
    Timing timing;
    std::optional<TlsFacts> tls;

    bool operator==(const Attempt &) const = default;
};

} // namespace tacklebox
