// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// SQLite's result codes in the words of the profile.
#pragma once

#include "core/error.h"

struct sqlite3;

namespace tacklebox::store {

// The last failure on this connection; `file` is what the sentence names.
[[nodiscard]] Error sqliteError(sqlite3 *handle, const QString &file);

} // namespace tacklebox::store
