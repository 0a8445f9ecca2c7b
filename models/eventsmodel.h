// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The published events of one backend as a table, the newest first.
#pragma once

#include "core/event.h"
#include "models/keyedrows.h"

namespace tacklebox::models {

class EventsModel final : public KeyedRows<Event>
{
    Q_OBJECT

public:
    enum Column { Type, Status, Order, Address, Jobs, Size, Due, Created, ColumnCount };

    using KeyedRows::KeyedRows;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace tacklebox::models
