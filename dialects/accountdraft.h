// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What an edit makes of a saved account, judged before anything is written. Pure.
#pragma once

#include "backend/connections.h"

namespace tacklebox::dialects {

// `before`: none for a new one, whose id is left to the caller. Errors stand at name, base_url, or a
// setting's or secret's own key.
Result<Connection> accountFrom(const ConnectionDraft &draft, const std::optional<Connection> &before,
                               const ConnectionKind &kind);

} // namespace tacklebox::dialects
