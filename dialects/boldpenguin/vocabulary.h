// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a connection to hookshot asks for, what a hook may hold, and what it may listen to.
#pragma once

#include "core/connection.h"

namespace tacklebox::dialects::boldpenguin {

[[nodiscard]] const ConnectionKind &connectionKind();
[[nodiscard]] const std::vector<Field> &hookFields();
// The documented ones, and all; `subject:action` may be typed.
[[nodiscard]] const QStringList &subjects();

} // namespace tacklebox::dialects::boldpenguin
