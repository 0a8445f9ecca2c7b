// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the embedded engine can do: its verbs, its subscribers' members and its vocabularies.
#pragma once

#include "backend/backendinfo.h"

namespace tacklebox::engine {

[[nodiscard]] BackendInfo localInfo();

} // namespace tacklebox::engine
