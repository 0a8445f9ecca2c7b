// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A connection's jobs in the cache: kept under their subscribers' names, and found again. Runs inside a
// change or question of the store.
#pragma once

#include "store/remotecache.h"

namespace tacklebox::dialects {

// As a list told them; a member that it leaves out stays as it was known. Answers the subscribers that were
// seen in them for the first time.
Result<QList<Subscriber>> keepJobs(store::Connection &connection, store::ConnectionKey key,
                                   const QList<Job> &jobs, Instant now);

// As it then stands: with the members that a list told, and this answer for one job alone did not.
Result<Job> keepShown(store::Connection &connection, store::ConnectionKey key, Job job, Instant now);

// As a server's filter names them, which knows them by their member `name`, or another one. One that the
// cache doesn't know by its id is left as it is: a person may have named it so.
Result<QList<SubscriberId>> subscribersBy(store::Connection &connection, store::ConnectionKey key,
                                          const QList<SubscriberId> &ids, const QString &member);

// Of all that the query finds, whichever page it names.
Result<QList<JobId>> jobIdsOf(store::Connection &connection, store::ConnectionKey key, JobQuery query);

} // namespace tacklebox::dialects
