// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A menu of a widget's actions, at the pointer or the menu key. The window's thread only.
#pragma once

class QWidget;

namespace tacklebox::ui {

// The actions that the widget has when it is asked. The menu goes with the widget: Qt's own
// (Qt::ActionsContextMenu) runs on the stack, and breaks when the widget goes while it is open.
void offerActions(QWidget *widget);

} // namespace tacklebox::ui
