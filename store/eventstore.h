// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reading published events. Runs inside a question of the store; publish() is in store/jobqueue.h.
#pragma once

#include "core/event.h"
#include "store/connection.h"

namespace tacklebox::store {

// Newest first, without payloads.
Result<Page<Event>> listEvents(Connection &connection, const EventQuery &query);

// By integer or UUID; NotFound names it.
Result<EventKey> findEvent(Connection &connection, const EventId &id);
// With its payload.
Result<Event> event(Connection &connection, const EventId &id);

} // namespace tacklebox::store
