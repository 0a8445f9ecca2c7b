// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the local receiver caught as a table, the newest first.
#pragma once

#include "core/capture.h"
#include "models/keyedrows.h"

namespace tacklebox::models {

class CapturesModel final : public KeyedRows<Capture>
{
    Q_OBJECT

public:
    enum Column { Signature, Method, Target, Answered, Size, At, ColumnCount };

    using KeyedRows::KeyedRows;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace tacklebox::models
