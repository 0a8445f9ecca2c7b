// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What to do next after an error, as words for the command line: with the command, where there is one.
#pragma once

#include "core/connection.h"
#include "core/error.h"

namespace tacklebox::tackle {

// `command`: the one that failed, by its name. Empty where there is nothing more to say.
[[nodiscard]] QString nextStep(const Error &error, const std::optional<Connection> &account,
                               const QString &command);

} // namespace tacklebox::tackle
