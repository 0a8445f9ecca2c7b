// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Saves what can be read of a damaged database into a new one.
#pragma once

#include "store/connection.h"

namespace tacklebox::store {

struct Salvaged
{
    qint64 subscribers = 0;
    qint64 events = 0;
    qint64 jobs = 0;
    qint64 attempts = 0;
    QStringList incomplete; // tables of which something could not be read
};

// Copies row by row, around what can't be read, into `file`, an empty database of today's schema. The
// full-text index is made anew later. An error is one of the new file (DiskFull, …).
Result<Salvaged> salvage(Connection &damaged, const QString &file);

} // namespace tacklebox::store
