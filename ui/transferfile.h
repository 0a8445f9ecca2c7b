// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks which file subscribers are read from or written to, and whether one that is there may go. Touches no
// file, and never waits in place for an answer, as Qt's own question would.
#pragma once

#include <QString>

#include <functional>

class QMessageBox;
class QObject;
class QWidget;

namespace tacklebox::ui {

using TakePath = std::function<void(const QString &path)>;

// Opened over the parent, deletes itself; `take` is called where one was chosen, and `context` is there
// still.
void chooseFileToRead(QWidget *parent, QObject *context, const TakePath &take);
void chooseFileToWrite(QWidget *parent, QObject *context, const QString &suggested, const TakePath &take);

// `accepted` says that it may.
QMessageBox *askToReplace(QWidget *parent, const QString &path);

// A name that a person gave may hold what no file's name can, or what a chooser would read as more than one.
[[nodiscard]] QString fileNameFrom(QString name);

} // namespace tacklebox::ui
