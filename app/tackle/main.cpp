// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// tackle: the console's verbs on the same profile, from the command line.

#include "app/tackle/program.h"
#include "dialects/registry.h"

int main(int argc, char *argv[])
{
    return tacklebox::tackle::runProgram(argc, argv, tacklebox::dialects::Registry::builtIn());
}
