// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reads the whole command line: the options of all commands, which command, and its own words.
#pragma once

#include "app/tackle/command.h"

#include <variant>

namespace tacklebox::tackle {

struct Help
{
    QString text;
};

struct Call
{
    const Command *command = nullptr;
    Arguments arguments;
};

struct CommandLine
{
    Globals globals;
    Result<std::variant<Help, Call>> wish = fail(Error());
};

// `words` without the program's name. The globals are there with an error, too.
[[nodiscard]] CommandLine readCommandLine(const QStringList &words);

} // namespace tacklebox::tackle
