// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks which file subscribers are read from or written to. Touches no file.
#pragma once

#include <QString>

#include <functional>

class QObject;
class QWidget;

namespace tacklebox::ui {

using TakePath = std::function<void(const QString &path)>;

// Opened over the parent, deletes itself; `take` is called where one was chosen, and `context` is there
// still.
void chooseFileToRead(QWidget *parent, QObject *context, const TakePath &take);
void chooseFileToWrite(QWidget *parent, QObject *context, const QString &suggested, const TakePath &take);

} // namespace tacklebox::ui
