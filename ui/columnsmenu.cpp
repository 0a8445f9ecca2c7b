// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/columnsmenu.h"

#include "ui/tablecolumns.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

ColumnsMenu::ColumnsMenu(TableColumns &columns, QWidget *parent)
    : QMenu(parent)
    , m_columns(columns)
{
    setObjectName(u"columnsMenu"_s);
    fill();
    connect(this, &QMenu::aboutToShow, this, &ColumnsMenu::fill);
    connect(&columns, &TableColumns::arranged, this, &ColumnsMenu::refresh);
}

void ColumnsMenu::fill()
{
    clear();
    const QList<int> offered = m_columns.offered();
    for (const int column : offered) {
        QAction *action = addAction(m_columns.titleOf(column).replace(u'&', u"&&"_s));
        action->setData(column);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, column](bool isShown) {
            m_columns.setShown(column, isShown);
        });
    }
    addSeparator();
    addAction(tr("Reset columns"), this, [this] {
        m_columns.reset();
    })->setObjectName(u"resetColumnsAction"_s);
    refresh();
}

void ColumnsMenu::refresh()
{
    const QList<int> shown = m_columns.shown();
    const QList<QAction *> all = actions();
    for (QAction *action : all) {
        if (!action->isCheckable())
            continue;
        action->setChecked(shown.contains(action->data().toInt()));
        // The last one stays: a table without columns has no head to bring them back.
        action->setEnabled(!action->isChecked() || shown.size() > 1);
    }
}

void ColumnsMenu::mouseReleaseEvent(QMouseEvent *event)
{
    QAction *action = activeAction();
    if (action && action->isCheckable() && action->isEnabled())
        return action->trigger(); // and stay open
    QMenu::mouseReleaseEvent(event);
}

void ColumnsMenu::keyPressEvent(QKeyEvent *event)
{
    QAction *action = activeAction();
    if (event->key() == Qt::Key_Space && action && action->isCheckable())
        return action->trigger();
    QMenu::keyPressEvent(event);
}

} // namespace tacklebox::ui
