// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The exact request of a save, for people: made with masks in the place of every secret, so none is opened
// and none can be shown. What may hold credentials, headers and the query of a URL say, is masked too. Pure.
#pragma once

#include "backend/backend.h"
#include "dialects/dialect.h"

namespace tacklebox::dialects {

Result<RequestPreview> previewOf(const Dialect &dialect, const Connection &connection, SubscriberDraft draft);

// For what goes on to compare, and not for people: the fields' values go over as they are.
Result<Request> requestWithoutSecrets(const Dialect &dialect, const Connection &connection,
                                      SubscriberDraft draft);

} // namespace tacklebox::dialects
