// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whether an account works, and what its server says of itself.
#pragma once

#include "dialects/serversubscribers.h"

namespace tacklebox::dialects {

// Asks what the dialect checks with. Where that works, what the server says it is, kept with the account:
// empty where it tells nothing, which says nothing of the account. Where it doesn't, why, and by the list of
// the server's routes where that tells more. All is borrowed.
Async<QString> checkAccount(const RemoteParts &parts, RestClient &client);

} // namespace tacklebox::dialects
