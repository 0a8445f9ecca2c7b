// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// SuperOffice asked by REST: /api/v1/Webhook.
#pragma once

#include "dialects/superoffice/routes.h"

namespace tacklebox::dialects::superoffice {

// An edit is a JSON Patch; by the connection's setting `patch` a merge or the whole one, which the second of
// the last change guards, as it does a JSON Patch where that has no test. Where that second is unknown, or a
// merge or the whole one can't say it, it is a JSON Patch, too.
[[nodiscard]] const Routes &restRoutes();

// The whole one, by PUT.
Result<Request> replaceRequest(const Access &access, const SubscriberDraft &draft);

} // namespace tacklebox::dialects::superoffice
