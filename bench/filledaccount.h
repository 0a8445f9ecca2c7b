// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Adds an account to a profile and fills its cache, as if its server had given all of it before.
#pragma once

#include "bench/accountrows.h"
#include "bench/story.h"
#include "store/connectionstore.h"

namespace tacklebox::app {
struct ProfilePaths;
}

namespace tacklebox::bench {

inline constexpr QLatin1StringView kAccount("Port Ellis"); // its name

// The account's key; none: it failed, with the reason on stderr. Nobody has the profile open.
std::optional<store::ConnectionKey> addFilledAccount(Story &story, const app::ProfilePaths &paths,
                                                     const QString &serverUrl, const AccountRows &rows);

} // namespace tacklebox::bench
