// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Keeps the token that a login by hand gave as the account's secret, and nothing else of the account, which
// somebody may have edited while it was signed in to.
#pragma once

#include "dialects/credentials.h"

namespace tacklebox::dialects {

struct TokenKeeping
{
    store::Store &store;
    Credentials &credentials;
    QObject *context; // ends it
    ConnectionKind kind; // some want to know that the token is a session's
};

Async<Done> keepToken(const TokenKeeping &parts, const Connection &account, const Secret &token);

} // namespace tacklebox::dialects
