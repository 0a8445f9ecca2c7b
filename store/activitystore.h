// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What people changed, as rows. The verb is a number here; its words are the backend's.
#pragma once

#include "core/ids.h"
#include "core/page.h"
#include "core/subscriber.h"
#include "store/connection.h"

namespace tacklebox::store {

struct ActivityRow
{
    qint64 id = 0;
    Instant at;
    int verb = 0;
    QString connection;
    QString subject;
    QString subjectId;
    qint64 amount = 1;
    Fields before;
    Fields after;
    bool isUndone = false;
};

Result<ActivityId> insertActivity(Connection &connection, const ActivityRow &row);
// Newest first.
Result<Page<ActivityRow>> listActivities(Connection &connection, const PageRequest &page);
Result<ActivityRow> activity(Connection &connection, const ActivityId &id);
// A second time is a Conflict (NotUndoable).
Result<Done> markUndone(Connection &connection, const ActivityId &id);

} // namespace tacklebox::store
