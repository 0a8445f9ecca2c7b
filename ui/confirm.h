// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks before something that can't be taken back. The question names its object; its button says the
// deed, never "Yes".
#pragma once

#include <QString>

class QMessageBox;
class QWidget;

namespace tacklebox::ui {

struct Confirmation
{
    QString title; // Delete “Acme orders”?
    QString text; // plain; lines are broken at \n
    QString deed; // label of the button that does it
    QString keep; // label of the one that doesn't; empty: Cancel
};

// Opened, deletes itself; `accepted` says that the deed is wanted. Enter alone never does it.
QMessageBox *confirm(QWidget *parent, const Confirmation &question);

} // namespace tacklebox::ui
