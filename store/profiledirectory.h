// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The directory that a profile lives in: made private, and refused when it is somebody else's.
#pragma once

#include "core/error.h"

namespace tacklebox::store {

// Creates the directory with mode 0700 where it is missing. ProfileOfSomebodyElse, ProfileNotWritable.
Result<Done> prepareDirectory(const QString &directory);

} // namespace tacklebox::store
