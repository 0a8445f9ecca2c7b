// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The header fields that say who asks, and in which language the answer is wanted.
#pragma once

#include "dialects/access.h"

namespace tacklebox::dialects::superoffice {

// The two that sign in first.
inline constexpr QLatin1StringView kOAuth("oauth");
inline constexpr QLatin1StringView kSystemUser("system_user");
// On site: who is signed in at this computer (RFC 4559).
inline constexpr QLatin1StringView kNegotiate("negotiate");

// By the connection's `auth`. SecretMissing at the key of what that scheme needs and the connection lacks;
// SecretForm where its private key is none.
Result<Headers> authorization(const Access &access);

// For what is shown and nothing else: values that come in a language of the connection's own, or in its time
// zone, must never go back.
Result<Headers> displayHeaders(const Connection &connection);

} // namespace tacklebox::dialects::superoffice
