// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How long a receiver asks to be left alone: the Retry-After header, RFC 9110 section 10.2.3.
#pragma once

#include "core/headers.h"
#include "core/instant.h"

namespace tacklebox {

// Seconds, or a date in one of HTTP's three forms; never negative, and never more than 30 days. None
// where it is neither.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfterFrom(QByteArrayView value, Instant now);

// Of an answer's headers; none where it doesn't say.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfterIn(const Headers &headers, Instant now);

} // namespace tacklebox
