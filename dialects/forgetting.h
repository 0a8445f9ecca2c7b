// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Takes an account out of the profile: what was cached of it, the account, its secrets. Nothing at the
// vendor.
#pragma once

#include "dialects/credentials.h"

namespace tacklebox::dialects {

struct ForgettingParts
{
    store::Store &store;
    Credentials &credentials;
    QObject *context; // ends with it
};

// KeychainLocked, with nothing taken away, where the keychain keeps its secrets.
Async<Done> forget(const ForgettingParts &parts, store::ConnectionKey key, const Connection &account);

} // namespace tacklebox::dialects
