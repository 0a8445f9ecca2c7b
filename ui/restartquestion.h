// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Asks before a subscriber is started again that was stopped for its errors, and shows the last one first.
#pragma once

#include "backend/backendinfo.h"
#include "core/subscriber.h"
#include "core/usage.h"

#include <functional>

class QWidget;

namespace tacklebox::ui {

// To start it is a restart, and the backend keeps its last error.
[[nodiscard]] bool isRestart(const BackendInfo &info, const Subscriber &row);

// Opened, deletes itself. Enter alone chooses nothing.
void askAboutRestart(QWidget *parent, const QString &subscriber, const Result<SubscriberUsage> &usage,
                     const std::function<void()> &chosen);

} // namespace tacklebox::ui
