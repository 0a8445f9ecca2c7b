// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The tables of remote connections: the accounts, and what their APIs gave.
#pragma once

#include <span>

namespace tacklebox::store {

// The statements that create them, as they were in their schema's step: never edit one.
[[nodiscard]] std::span<const char *const> remoteTables();
[[nodiscard]] std::span<const char *const> routeRestTables(); // came later
[[nodiscard]] std::span<const char *const> serviceTables(); // later still
[[nodiscard]] std::span<const char *const> turnTables(); // after those

} // namespace tacklebox::store
