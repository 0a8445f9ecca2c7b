// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Lays JSON out for reading by white space alone: numbers, order and spelling stay as they came.
#pragma once

#include <QByteArray>

namespace tacklebox::ui {

// The bytes themselves where they are no JSON object or array.
[[nodiscard]] QByteArray indentedJson(const QByteArray &json);

} // namespace tacklebox::ui
