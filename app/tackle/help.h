// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The text of --help, made from the table of commands.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

// The program's name and version.
[[nodiscard]] QString versionText();
// All commands; those of one family ("jobs"); one of them.
[[nodiscard]] QString helpForAll();
[[nodiscard]] QString helpFor(const QString &family);
[[nodiscard]] QString helpFor(const Command &command);

} // namespace tacklebox::tackle
