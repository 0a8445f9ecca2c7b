// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A request as a command that a person can run in a shell.
#pragma once

#include "core/attempt.h"

namespace tacklebox::models {

// Each argument quoted, so that a shell takes the bytes as they are.
[[nodiscard]] QString curlCommand(const SentRequest &request);

} // namespace tacklebox::models
