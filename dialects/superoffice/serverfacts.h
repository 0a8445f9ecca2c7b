// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a SuperOffice server says of itself: its version at /api, and its routes at /api/v1. Whatever else it
// says there, in whatever form, tells nothing and is no error.
#pragma once

#include "dialects/access.h"

#include <QJsonValue>

namespace tacklebox::dialects::superoffice {

Result<Request> versionRequest(const Access &access);
// “NetServer 10.3.7.842”. Empty: it tells none.
[[nodiscard]] QString serviceFrom(const QJsonValue &reply);

Result<Request> routesRequest(const Access &access);
// Of the routes that it lists, whether one is of Webhooks. None: it lists no routes.
[[nodiscard]] std::optional<bool> listsWebhooks(const QJsonValue &reply);

} // namespace tacklebox::dialects::superoffice
