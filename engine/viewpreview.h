// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a view and a subscriber's members make of one event, as it would be sent. Runs inside a question of
// the store.
#pragma once

#include "backend/payloadviews.h"
#include "core/eventfacts.h"
#include "store/connection.h"

namespace tacklebox::engine {

Result<ViewPreview> previewOf(store::Connection &connection, const ViewTrial &trial, Instant now);

// Events that a view is tried on before it is saved: the newest, then the samples.
Result<std::vector<EventFacts>> trialEvents(store::Connection &connection);

} // namespace tacklebox::engine
