// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The views that people wrote, by name, and who uses one. Each function runs inside a change or question of
// the store.
#pragma once

#include "core/ids.h"
#include "core/payloadview.h"
#include "store/connection.h"

namespace tacklebox::store {

// By name, without who uses them.
Result<QList<PayloadView>> ownViews(Connection &connection);
Result<std::optional<PayloadView>> ownView(Connection &connection, const QString &name);

// A new one, or another text for a known one.
Result<Done> writeView(Connection &connection, const PayloadView &view, Instant now);
// NotFound names it.
Result<Done> removeView(Connection &connection, const QString &name);

struct ViewUser
{
    SubscriberKey key;
    QString name;
    QString view;
    bool isActive = false;
};

// Every subscriber that isn't deleted and names a view, by its own name.
Result<QList<ViewUser>> viewUsers(Connection &connection);

// What is sent to these changed with their view, as if they were edited.
Result<Done> noteViewChange(Connection &connection, const QList<SubscriberKey> &users);

} // namespace tacklebox::store
