// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is said of an account whose last call was slow by its vendor's own mark; empty where it wasn't.
#pragma once

#include "backend/connections.h"

namespace tacklebox::wording {

// For a window's line: “Slow: the last call took 2.4 s”.
[[nodiscard]] QString slowLine(const ConnectionState &state);
// Whose mark that is: “SuperOffice itself calls a call slow that takes more than 2 s.”
[[nodiscard]] QString slowReason(const ConnectionState &state, const ConnectionKind &kind);
// For the command line: “SuperOffice answered slowly: 2.4 s”.
[[nodiscard]] QString slowNote(const ConnectionState &state, const ConnectionKind &kind);

// Empty for an account that nobody has, or of a kind that nobody knows.
[[nodiscard]] QString slowReason(const Connections &connections, const QString &account);
[[nodiscard]] QString slowNote(const Connections &connections, const QString &account);

} // namespace tacklebox::wording
