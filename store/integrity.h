// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whether the database's pages, indexes and references hold together.
#pragma once

#include "store/connection.h"

namespace tacklebox::store {

// DatabaseDamaged where they don't, with SQLite's own findings as detail. Reads all of the file.
Result<Done> checkIntegrity(Connection &connection);

} // namespace tacklebox::store
