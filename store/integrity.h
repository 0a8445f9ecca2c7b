// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whether the database's pages, indexes and references hold together.
#pragma once

#include "store/connection.h"

namespace tacklebox::store {

enum class Damage {
    None,
    Indexes, // what they are made from is whole
    Search, // likewise
    Pages,
};

struct Diagnosis
{
    Damage damage = Damage::None;
    QString detail; // SQLite's own findings
};

// DatabaseDamaged where they don't, with SQLite's own findings as detail. Reads all of the file.
Result<Done> checkIntegrity(Connection &connection);

// The same, and what is damaged. The search is asked only where that may write: elsewhere it is taken for
// whole.
Diagnosis diagnose(Connection &connection);
Diagnosis diagnoseSearch(Connection &connection);

} // namespace tacklebox::store
