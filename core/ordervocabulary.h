// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The order statuses and event types that PlanoMatic's jobs index filters by: what a person is offered
// to choose from. Others may exist, and none is refused for standing in no list.
#pragma once

#include <QStringList>

#include <optional>

namespace tacklebox {

[[nodiscard]] const QStringList &orderStatuses();
[[nodiscard]] const QStringList &orderEventTypes();

// `canceled` and `cancelled` are two values that are never merged; who chooses one is offered the other.
[[nodiscard]] std::optional<QString> otherSpelling(QStringView word);

} // namespace tacklebox
