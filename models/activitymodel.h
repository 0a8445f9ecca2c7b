// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What people changed in this profile as a table, the newest first.
#pragma once

#include "backend/activity.h"
#include "models/keyedrows.h"

namespace tacklebox::models {

class ActivityModel final : public KeyedRows<ActivityEntry>
{
    Q_OBJECT

public:
    enum Column { What, Where, At, ColumnCount };

    using KeyedRows::KeyedRows;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace tacklebox::models
