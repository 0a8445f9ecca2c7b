// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What SuperOffice Online is asked before anything else: for an access token by a refresh token, for a system
// user's ticket, or where a tenant's API stands today. And where requests go then.
#pragma once

#include "dialects/access.h"

namespace tacklebox::dialects::superoffice {

// Where the vendor signs in: its own site, or `auth_url`, or what the base URL begins with.
[[nodiscard]] QUrl siteUrl(const Connection &connection, const QByteArray &path);
// A place of the same domain, reached in the same way.
[[nodiscard]] bool isOfSite(const QUrl &told, const QUrl &site);

// What a token is asked for with: the app and its secret, and what proves the rest.
[[nodiscard]] Request tokenRequest(const Access &access, const QUrl &url, const QByteArray &grant,
                                   const QList<std::pair<QByteArray, Secret>> &proofs);

// None where the account needs no sign-in, and where it lacks what one takes: authorization() says what.
[[nodiscard]] std::optional<Request> signInRequest(const Access &access, Instant now);
// That request is for a token, and not for where the API stands.
[[nodiscard]] bool isSignedInTo(const Connection &connection);

// Up to its version, encoded, without a slash at the end. Where the vendor's own site signs in, what that
// told is right; RemoteRedirected where it tells of another domain or another tenant, for the credential goes
// there.
Result<QByteArray> apiAddress(const Access &access);

} // namespace tacklebox::dialects::superoffice
