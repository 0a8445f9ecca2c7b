// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a sign-in gave: a credential, where the API of that tenant stands now, or both.
#pragma once

#include "core/error.h"
#include "dialects/message.h"

namespace tacklebox::dialects::superoffice {

struct SignedIn
{
    Secret credential; // empty: the connection's own is what requests carry
    QByteArray api; // up to its version, without a slash at the end. Empty: nobody said
};

// As one token, and out of it again. A token that nobody put together is a credential alone.
[[nodiscard]] Token tokenOf(const SignedIn &signedIn, std::optional<Instant> until);
[[nodiscard]] SignedIn signedInBy(const Token &token);

// Of an answer that is no success, without the server's sentences: nothing of a sign-in is kept.
[[nodiscard]] Error refusalOfSignIn(const Response &response);

// The answer of the tenant's state, of the token endpoint, or of the system user's service: each has members
// that the others lack. A tenant that isn't running is RemoteUnreachable, its subject the tenant with its
// state.
Result<Token> tokenFrom(const Response &response, Instant now);

} // namespace tacklebox::dialects::superoffice
