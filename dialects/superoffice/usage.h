// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The figures that SuperOffice keeps of a Webhook's calls: an archive of its own, webhook_usage, asked by
// OData.
#pragma once

#include "core/usage.h"
#include "dialects/access.h"

#include <QJsonValue>

namespace tacklebox::dialects::superoffice {

// NotFound for what is no id.
Result<Request> usageRequest(const Access &access, const SubscriberId &id);

// Of the archive's reply. No row for it: it was never called, and nothing is told.
Result<SubscriberUsage> usageFrom(const QJsonValue &reply, const SubscriberId &id);

} // namespace tacklebox::dialects::superoffice
