// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Jobs that are not sent after all: held with their subscriber, given up many at once, or cancelled with
// their event. Inside the caller's question or change.
#pragma once

#include "core/event.h"
#include "core/job.h"
#include "core/subscriber.h"
#include "store/connection.h"

#include <span>

namespace tacklebox::store {

// So many in one change: more would hold up the deliverer.
inline constexpr int kPutOffStep = 1000;

// Up to kPutOffStep jobs in a stopped subscriber's queue become held; how many these were. One that is
// active keeps its queue.
Result<int> holdQueued(Connection &connection, SubscriberKey subscriber);

// What the query finds and a person may give up.
Result<QList<qint64>> droppableJobs(Connection &connection, const JobQuery &query);
// Those of them that still may be; how many these were.
Result<int> dropJobs(Connection &connection, std::span<const qint64> jobs);

// What is yet to be sent of an event is dropped. Conflict where nothing is left of it.
Result<CancelledEvent> cancelEvent(Connection &connection, const EventId &id);

} // namespace tacklebox::store
