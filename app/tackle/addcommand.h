// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// `tackle subscribers add`: one that is at the server already, where no list tells of it.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

[[nodiscard]] Command addCommand();

} // namespace tacklebox::tackle
