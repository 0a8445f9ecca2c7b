// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A button with a menu under it, and an arrow that says so.
#pragma once

#include <QString>

class QMenu;

namespace tacklebox::ui {

class Button;
class TableView;
class Theme;

// Takes the menu as its child.
[[nodiscard]] Button *makeMenuButton(const Theme &theme, const QString &text, const QString &objectName,
                                     QMenu *menu);

// “Columns” of a table, for the head of its page: what the menu on the table's own head does.
[[nodiscard]] Button *makeColumnsButton(const Theme &theme, TableView &table);

} // namespace tacklebox::ui
