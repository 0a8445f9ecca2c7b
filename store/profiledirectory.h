// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The directory that a profile lives in: made private, and refused when it is somebody else's.
#pragma once

#include "core/error.h"

namespace tacklebox::store {

// Creates the directory with mode 0700 where it is missing. ProfileOfSomebodyElse, ProfileOpenToOthers,
// ProfileNotWritable.
Result<Done> prepareDirectory(const QString &directory);
// Where there is no such file yet: an empty one that only its owner reads, in a directory for others too.
void makePrivateFile(const QString &file);

} // namespace tacklebox::store
