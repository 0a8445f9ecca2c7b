// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The database's shape: numbered steps from an empty file to today's tables.
#pragma once

#include "core/error.h"

namespace tacklebox::store {

class Connection;

inline constexpr int kSchemaVersion = 8;

// The file in the profile's directory.
[[nodiscard]] QString databaseFile(const QString &directory);

// Whether this is a profile's database, or a file still empty. Changes nothing. DatabaseNewer,
// DatabaseDamaged, DatabaseOfAnotherProgram.
Result<Done> recognize(Connection &connection);

// Brings the database to kSchemaVersion. An empty file is filled by whoever comes first; an older
// schema changes only while nobody delivers (else DatabaseBusy). DatabaseNewer.
Result<Done> migrate(Connection &connection, const QString &directory);

// DatabaseNewer once another process brought the database to a newer schema.
Result<Done> checkSchema(Connection &connection);

} // namespace tacklebox::store
