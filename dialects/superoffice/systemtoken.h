// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What proves that an app may ask for its system user's ticket: its token at that tenant and the minute,
// signed by the app's private key.
#pragma once

#include "core/instant.h"
#include "core/secret.h"

namespace tacklebox::dialects::superoffice {

// Empty where the key is no RSA key in PEM, or wants a passphrase. A key that lost its lines on its way
// through a form or a variable is one.
[[nodiscard]] QByteArray signedSystemToken(const Secret &systemToken, const Secret &privateKey, Instant now);

} // namespace tacklebox::dialects::superoffice
