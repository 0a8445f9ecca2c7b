// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/contextmenu.h"

#include <QAbstractScrollArea>
#include <QMenu>

namespace tacklebox::ui {

namespace {

void popUpActions(QWidget *widget, const QPoint &at)
{
    const QList<QAction *> actions = widget->actions();
    if (actions.isEmpty())
        return;
    auto *menu = new QMenu(widget);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions);
    // What is scrolled tells the place in what is seen of it.
    const auto *area = qobject_cast<QAbstractScrollArea *>(widget);
    menu->popup((area ? area->viewport() : widget)->mapToGlobal(at));
}

} // namespace

void offerActions(QWidget *widget)
{
    widget->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(widget, &QWidget::customContextMenuRequested, widget, [widget](const QPoint &at) {
        popUpActions(widget, at);
    });
}

} // namespace tacklebox::ui
