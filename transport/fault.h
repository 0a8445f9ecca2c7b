// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What kept a request from getting its whole answer, told from libcurl's code and what the callbacks
// saw.
#pragma once

#include "core/attempt.h"

#include <curl/curl.h>

#include <optional>

namespace tacklebox::transport {

// Seen by the callbacks of one transfer.
struct Sightings
{
    bool isBlocked = false; // the guard refused an address
    bool isConnecting = false; // another address was allowed
    bool isTooLarge = false;
    bool wouldRepeat = false; // the kept connection was closed, and libcurl meant to send again
    int chainError = 0; // X509_V_…: why the certificate chain was refused
};

[[nodiscard]] std::optional<Outcome> faultOf(CURLcode code, const Sightings &seen);

} // namespace tacklebox::transport
