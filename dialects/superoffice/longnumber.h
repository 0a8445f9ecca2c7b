// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whole numbers with more digits than are kept here: beyond 64 bits a reply's number is read rounded, which
// is good to look at and must not be written.
#pragma once

#include <QJsonValue>

namespace tacklebox::dialects::superoffice {

// The value, or something within it, may be rounded.
[[nodiscard]] bool holdsLongNumber(const QJsonValue &value);

} // namespace tacklebox::dialects::superoffice
