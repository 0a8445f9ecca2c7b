// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Mends a profile's database while nobody has it open.
#pragma once

#include "store/integrity.h"
#include "store/salvage.h"

namespace tacklebox::store {

struct Mending
{
    Diagnosis found; // None: nothing was done
    std::optional<Salvaged> salvaged; // what could be read is in a new file
    QString keptAs; // where the damaged one lies
};

// Indexes and the search are made anew. Where more is damaged, what can be read is saved into a new file,
// which takes the place of the damaged one; that is kept beside it. DatabaseBusy where anyone has the
// database open, DatabaseDamaged where nothing of it can be read. Opens and closes it: no store may be open
// in this process.
Result<Mending> mendDatabase(const QString &directory);

} // namespace tacklebox::store
