// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// SuperOffice asked by its agent's calls: POST /api/v1/Agents/Webhook/CALL.
#pragma once

#include "dialects/superoffice/routes.h"

namespace tacklebox::dialects::superoffice {

// The agent knows no patch: an edit is the whole Webhook, refused while a member is unknown. It looks at no
// If-Unmodified-Since either, so it tells no conflict.
[[nodiscard]] const Routes &agentRoutes();

} // namespace tacklebox::dialects::superoffice
