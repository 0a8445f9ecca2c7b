// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks what becomes of the jobs that a stopped subscriber holds when it is started.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace tacklebox::ui {

enum class HeldChoice { Send, Drop };

// Opened, deletes itself. Enter alone chooses nothing; without a choice the subscriber stays stopped.
void askAboutHeld(QWidget *parent, const QString &subscriber, qint64 jobs,
                  const std::function<void(HeldChoice)> &chosen);

} // namespace tacklebox::ui
