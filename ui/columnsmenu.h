// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The menu of a table's columns: a tick for each that is shown. It stays open while columns are ticked.
#pragma once

#include <QMenu>

namespace tacklebox::ui {

class TableColumns;

class ColumnsMenu final : public QMenu
{
    Q_OBJECT

public:
    // The columns are borrowed, and outlive the menu.
    ColumnsMenu(TableColumns &columns, QWidget *parent);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fill();
    void refresh(); // the ticks

    TableColumns &m_columns;
};

} // namespace tacklebox::ui
