// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A dense table: fixed rows, lines between them, whole rows chosen, hovered and told apart from afar.
// Columns take their widths from the model's header once and keep them.
#pragma once

#include <QHeaderView>
#include <QTableView>

namespace tacklebox::ui {

class CellDelegate;
class TableColumns;
class Theme;

class TableView final : public QTableView
{
    Q_OBJECT

public:
    TableView(const Theme &theme, int rowHeight, const QString &objectName, const QString &accessibleName);

    void setModel(QAbstractItemModel *model) override;

    [[nodiscard]] int hoveredRow() const { return m_hoveredRow; }
    [[nodiscard]] int rowHeightPixels() const { return m_rowHeight; }

    [[nodiscard]] TableColumns &columns() const { return *m_columns; }

    // The arrow on a column; the rows themselves come sorted.
    void showSort(int column, Qt::SortOrder order);
    [[nodiscard]] int sortColumn() const { return m_sortColumn; }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_sortOrder; }

signals:
    // A person clicked the head of a column that the model calls sortable.
    void sortAsked(int column, Qt::SortOrder order);
    void activatedRow(int row); // Enter or a double click
    void deleteAsked();

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void setHoveredRow(int row);
    void updateRow(int row);
    void askSort(int column);

    CellDelegate *m_delegate;
    TableColumns *m_columns;
    int m_rowHeight;
    int m_hoveredRow = -1;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace tacklebox::ui
