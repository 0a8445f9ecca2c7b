// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Mends a profile's files before it is opened.
#pragma once

#include "app/tackle/doctorfindings.h"

namespace tacklebox::tackle {

// Says what it mended. DatabaseBusy where anyone has the profile open; the database's other errors.
Result<Done> mendFiles(const QString &directory, std::vector<Finding> &findings);

} // namespace tacklebox::tackle
