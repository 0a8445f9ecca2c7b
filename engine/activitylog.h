// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What people changed in this profile, in the store: written by the change itself, so that neither is
// there without the other.
#pragma once

#include "backend/activity.h"
#include "core/clock.h"
#include "store/activitystore.h"
#include "store/store.h"

namespace tacklebox::engine {

// Inside a change. Members that may hold credentials are masked in `before` and `after`.
Result<Done> recordActivity(store::Connection &connection, ActivityEntry entry);

class ActivityLog final : public Activity
{
    Q_OBJECT

public:
    // Borrowed; they outlive it.
    ActivityLog(store::Store &store, const Clock &clock, QObject *parent = nullptr);

    Async<Page<ActivityEntry>> entries(PageRequest page, std::stop_token stop) override;
    Async<Done> undo(ActivityId id) override;
    void recordSetting(const QString &key, const QJsonValue &before, const QJsonValue &after);

private:
    store::Store &m_store;
    const Clock &m_clock;
};

} // namespace tacklebox::engine
