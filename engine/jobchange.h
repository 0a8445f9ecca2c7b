// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a person does to events and jobs: publishing, replaying, dropping, each written together with the
// activity that tells of it. The functions run inside a change of the store.
#pragma once

#include "backend/backend.h"
#include "engine/matcher.h"
#include "store/jobqueue.h"

namespace tacklebox::engine {

struct PublishedEvents
{
    QList<Published> events;
    QHash<SubscriberKey, Instant> due; // whose queues are longer now, and when the first of it is due
};

// All or none.
Result<PublishedEvents> publishEvents(store::Connection &connection, Matcher &matcher,
                                      const QList<EventDraft> &events, Instant now);

// Ids are answered one by one: one that can't be moved doesn't hold up the others.
Result<QList<JobAnswer>> replayJobs(store::Connection &connection, const ReplayRequest &request, Instant now);
Result<QList<JobAnswer>> dropJobs(store::Connection &connection, const QList<JobId> &jobs, Instant now);

// Each event in a change of its own kind: one that can't be cancelled doesn't hold up the others.
Result<QList<Result<CancelledEvent>>> cancelEvents(store::Connection &connection,
                                                   const QList<EventId> &events, Instant now);
Result<Done> recordDropped(store::Connection &connection, qint64 jobs, Instant now);

} // namespace tacklebox::engine
