// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Starting a subscriber and stopping it.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

[[nodiscard]] Command enableCommand();
[[nodiscard]] Command disableCommand();

} // namespace tacklebox::tackle
