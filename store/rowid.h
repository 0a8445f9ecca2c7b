// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A row's integer from what people type: the integer itself, or the UUID.
#pragma once

#include "store/connection.h"

namespace tacklebox::store {

enum class UuidTable { Event, Job }; // both found by the time that their UUID begins with

// None where there is no such row.
Result<std::optional<qint64>> findRow(Connection &connection, UuidTable table, const QString &text);

// A positive integer in decimal, or none.
[[nodiscard]] std::optional<qint64> integerFrom(const QString &text);

} // namespace tacklebox::store
