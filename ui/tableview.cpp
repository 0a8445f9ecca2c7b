// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/tableview.h"

#include "models/column.h"
#include "ui/celldelegate.h"
#include "ui/tablecolumns.h"
#include "ui/tableheader.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace tacklebox::ui {

TableView::TableView(const Theme &theme, int rowHeight, const QString &objectName,
                     const QString &accessibleName)
    : m_delegate(new CellDelegate(theme, *this))
    , m_rowHeight(rowHeight)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(rowHeight);
    verticalHeader()->setDefaultSectionSize(rowHeight);
    setHorizontalHeader(new TableHeader(theme, this));
    m_columns = new TableColumns(*horizontalHeader());
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &TableView::askSort);
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        emit activatedRow(index.row());
    });
}

void TableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    m_delegate->readColumns();
    m_columns->readModel();
}

void TableView::showSort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    horizontalHeader()->setSortIndicatorShown(column >= 0);
    horizontalHeader()->setSortIndicator(column, order);
}

void TableView::askSort(int column)
{
    if (!model()->headerData(column, Qt::Horizontal, models::SortableRole).toBool())
        return showSort(m_sortColumn, m_sortOrder); // the header has moved its arrow: back
    const bool turns = column == m_sortColumn && m_sortOrder == Qt::DescendingOrder;
    emit sortAsked(column, turns ? Qt::AscendingOrder : Qt::DescendingOrder);
}

void TableView::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(0, rowViewportPosition(row), viewport()->width(), m_rowHeight);
}

void TableView::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    updateRow(m_hoveredRow);
    m_hoveredRow = row;
    updateRow(row);
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    setHoveredRow(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void TableView::leaveEvent(QEvent *event)
{
    setHoveredRow(-1);
    QTableView::leaveEvent(event);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && selectionModel() && selectionModel()->hasSelection())
        return emit deleteAsked();
    // Coming by Tab stands on a row and chooses none: the first key chooses it.
    static const QList<int> choosing{Qt::Key_Up, Qt::Key_Down, Qt::Key_Return, Qt::Key_Enter};
    if (choosing.contains(event->key()) && currentIndex().isValid() && !selectionModel()->hasSelection()) {
        selectRow(currentIndex().row());
        if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
            return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
}

} // namespace tacklebox::ui
