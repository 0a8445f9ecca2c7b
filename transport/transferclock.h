// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How long the phases of one transfer took: from libcurl where it tells, and from the callbacks where it
// doesn't. It has no connect time of a handshake that failed, and takes the start of a long upload
// for the first byte of the answer.
#pragma once

#include "core/attempt.h"

#include <curl/curl.h>

#include <chrono>
#include <optional>

namespace tacklebox::transport {

enum class ConnectionUse { New, Kept };

class TransferClock final
{
public:
    void start();
    void markConnected() { m_connected = Steady::now(); } // TCP, before TLS
    void markRequest() { m_requested = Steady::now(); }
    void markAnswer() { m_answered = Steady::now(); } // its first byte

    [[nodiscard]] Timing timing(CURL *transfer, ConnectionUse use) const;

private:
    using Steady = std::chrono::steady_clock;

    Steady::time_point m_started;
    std::optional<Steady::time_point> m_connected;
    std::optional<Steady::time_point> m_requested;
    std::optional<Steady::time_point> m_answered;
};

} // namespace tacklebox::transport
