// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A copy of a database that others read and write meanwhile.
#pragma once

#include "core/error.h"

#include <stop_token>

namespace tacklebox::store {

// Copies it as it stands now into a new file of mode 0600, packed. It has its name once it is whole and on
// the disk; until then it is FILE.part, which a failure or a stop takes away. Answers its size. FileExists,
// FileNotWritten, DiskFull, DatabaseDamaged, Cancelled. On a thread where files may be waited for.
Result<qint64> backUp(const QString &database, const QString &file, std::stop_token stop);

} // namespace tacklebox::store
