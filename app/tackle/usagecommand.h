// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// `tackle subscribers usage`: what a remote API counts of the calls to one subscriber.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

[[nodiscard]] Command usageCommand();

} // namespace tacklebox::tackle
