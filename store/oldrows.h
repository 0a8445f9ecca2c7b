// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Rows taken away together with all that hangs on them. Inside a change of the store; whoever chooses the
// rows spares the newest job and event.
#pragma once

#include "core/instant.h"
#include "store/connection.h"

namespace tacklebox::store {

// With their attempts, and the events that no job is left of. Answers how many of these.
Result<qint64> removeJobs(Connection &connection, const QList<qint64> &jobs);

// With what the full-text index knows of them.
Result<Done> removeEvents(Connection &connection, const QList<qint64> &events);

// With their secrets and health.
Result<Done> removeSubscribers(Connection &connection, const QList<qint64> &subscribers);

enum class RecordTable { Activity, Mail, Replay };

// The oldest `limit` rows are looked at, and those that ended before that time go. Answers how many.
Result<qint64> removeRecords(Connection &connection, RecordTable table, Instant before, int limit);

} // namespace tacklebox::store
