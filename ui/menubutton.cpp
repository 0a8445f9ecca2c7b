// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ui/menubutton.h"

#include "ui/button.h"
#include "ui/columnsmenu.h"
#include "ui/tableview.h"
#include "ui/theme.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::ui {

Button *makeMenuButton(const Theme &theme, const QString &text, const QString &objectName, QMenu *menu)
{
    auto *button = new Button(theme, ButtonKind::Plain, text, objectName);
    menu->setParent(button, menu->windowFlags());
    button->setIconName(u"down"_s);
    menu->setLayoutDirection(button->layoutDirection()); // its own, not that of the button's arrow
    button->setLayoutDirection(Qt::RightToLeft); // the arrow behind the text
    QObject::connect(button, &Button::clicked, menu, [menu, button] {
        menu->popup(button->mapToGlobal(QPoint(0, button->height() + space::kTiny)));
    });
    return button;
}

Button *makeColumnsButton(const Theme &theme, TableView &table)
{
    auto *menu = new ColumnsMenu(table.columns(), nullptr);
    Button *button = makeMenuButton(
        theme, QCoreApplication::translate("MenuButton", "Columns"), u"columnsButton"_s, menu);
    button->setToolTip(QCoreApplication::translate("MenuButton", "Which columns the table shows"));
    return button;
}

} // namespace tacklebox::ui
