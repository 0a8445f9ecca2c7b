// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How long a 429 is waited for. Pure: the caller supplies the time.
#pragma once

#include "dialects/message.h"
#include "dialects/pace.h"

#include <optional>

namespace tacklebox::dialects {

inline constexpr int kTooManyRequests = 429;
inline constexpr std::chrono::seconds kLongestWait{60};

// How long the request rests before it goes again, having waited so often already. RemoteRateLimited where a
// 429 comes again after the wait it asked for, a third time where it asked for none, or where the server asks
// for a longer wait than kLongestWait.
[[nodiscard]] Result<std::chrono::milliseconds>
waitAfter(const Response &response, const std::optional<Rate> &rate, int waits, Instant now);

// In the largest unit that keeps it short, rounded up: who comes back then is not too early. Empty where
// nobody said.
[[nodiscard]] QString waitText(const std::optional<std::chrono::milliseconds> &asked);

} // namespace tacklebox::dialects
