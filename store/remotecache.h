// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What remote APIs gave, kept for each connection: lists open at once, stay usable while the server is away,
// and are searched, sorted and paged where the server can't. A job outlives the server's own retention, until
// a person sets one here. Each function runs inside a change or question of the store.
//
// Rows carry the connection's name, pages the cache's age (Page::source, Page::asOf); they are noted as no
// news. What gives or takes rows is NotFound (NoSuchConnection) where the connection was removed.
#pragma once

#include "core/job.h"
#include "core/subscriber.h"
#include "store/connectionstore.h"

namespace tacklebox::store {

// Stored as these numbers: never renumber.
enum class Cached { Subscribers = 0, Jobs = 1 };

// When the server was last asked for them, with success. None: never.
Result<std::optional<Instant>> cachedAt(Connection &connection, ConnectionKey key, Cached what);
Result<Done> noteCached(Connection &connection, ConnectionKey key, Cached what, Instant now);

// A whole list, noted as read: what is not in it any more goes, and each one's members are those of the list.
// What is known of a secret stays known where the list doesn't tell.
Result<Done> replaceCached(Connection &connection, ConnectionKey key, const QList<Subscriber> &subscribers,
                           Instant now);
// One of them, as it was read or saved. Members that `subscriber` doesn't know stay as they were: fields and
// secrets that it hasn't, times that it lacks, and name, URL and state unless they were told.
Result<Done> mergeCached(Connection &connection, ConnectionKey key, const Subscriber &subscriber,
                         Instant now);
Result<Done> removeCached(Connection &connection, ConnectionKey key, const SubscriberId &id);

// `event` is looked for in the member `events`, in whatever case the API spells that.
Result<Page<Subscriber>> cachedSubscribers(Connection &connection, ConnectionKey key,
                                           const SubscriberQuery &query);
// When the oldest of them first came as it is. None: none is kept.
Result<std::optional<Instant>> oldestCachedSubscriber(Connection &connection, ConnectionKey key);
// NotFound (NoSuchSubscriber) where none was read.
Result<Subscriber> cachedSubscriber(Connection &connection, ConnectionKey key, const SubscriberId &id);
// When the server told it last: by the list, or after that by itself. None: it isn't kept.
Result<std::optional<Instant>> cachedSubscriberAt(Connection &connection, ConnectionKey key,
                                                  const SubscriberId &id);

// New ones are added, known ones overwritten, none goes; all are noted as read. Answers those that are new or
// changed.
Result<QList<Job>> mergeCached(Connection &connection, ConnectionKey key, const QList<Job> &jobs,
                               Instant now);

// Every member of the query counts; subscribers, events and URLs as the jobs themselves have them. A page's
// cursor holds while jobs arrive: none comes twice, none is skipped. It is as old as the row on it that was
// read longest ago; without rows, as the list.
Result<Page<Job>> cachedJobs(Connection &connection, ConnectionKey key, const JobQuery &query);
Result<qint64> countCachedJobs(Connection &connection, ConnectionKey key, const JobQuery &query);
// NotFound (NoSuchJob) where none was read.
Result<Job> cachedJob(Connection &connection, ConnectionKey key, const JobId &id);
// The same, with its age.
Result<JobDetail> cachedJobDetail(Connection &connection, ConnectionKey key, const JobId &id);

// Of all connections, at most `limit` of those that were made and last sent before that time: how many went.
// A job whose making nobody told is kept. Indexes find them, but for those sent again long after their
// making.
Result<qint64> pruneCachedJobs(Connection &connection, Instant before, int limit);
Result<qint64> countOldCachedJobs(Connection &connection, Instant before);

enum class Forgetting { More, Finished };

// A step ahead of removeConnection(): at most `limit` of its jobs go. A million at once would keep every
// other change waiting for seconds.
Result<Forgetting> removeCachedJobs(Connection &connection, ConnectionKey key, int limit);

} // namespace tacklebox::store
