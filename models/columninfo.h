// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A model's column that tells more in its tooltip than in its cell.
#pragma once

#include "models/column.h"

namespace tacklebox::models {

template<typename Row>
struct ColumnInfo : ColumnOf<Row>
{
    QString (*tip)(const Row &) = nullptr; // null: the text itself
};

template<typename Row>
QVariant cellOf(const ColumnInfo<Row> &column, const Row &row, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return column.text(row);
    case Qt::ToolTipRole:
        return column.tip == nullptr ? column.text(row) : column.tip(row);
    default:
        return {};
    }
}

} // namespace tacklebox::models
