// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Paints the cells of a TableView by what their column holds: chips, fixed-font codes, addresses cut
// in the middle, numbers to the right.
#pragma once

#include "models/column.h"
#include "ui/chip.h"

#include <QStyledItemDelegate>

namespace tacklebox::ui {

class TableView;

class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CellDelegate(const Theme &theme, TableView &view);

    void readColumns(); // again from the model's header

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void readFonts();

    const Theme &m_theme;
    TableView &m_view;
    ChipPainter m_chips;
    std::vector<models::ColumnKind> m_kinds;
    QFont m_body;
    QFont m_fixed;
    QFont m_small; // times: their digits are of one width in it
};

} // namespace tacklebox::ui
