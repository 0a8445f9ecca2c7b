// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How long a receiver asks to be left alone: the Retry-After header, RFC 9110 section 10.2.3. And the dates of
// such headers.
#pragma once

#include "core/headers.h"
#include "core/instant.h"

namespace tacklebox {

// In one of HTTP's three forms. `now` tells the century of the one that has a year of two digits.
[[nodiscard]] std::optional<Instant> httpDateFrom(QByteArrayView text, Instant now);

// Seconds, or a date in one of HTTP's three forms; never negative, and never more than 30 days. None
// where it is neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfterFrom(QByteArrayView value, Instant now);

// Of an answer's headers; none where it doesn't say.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfterIn(const Headers &headers, Instant now);

} // namespace tacklebox
