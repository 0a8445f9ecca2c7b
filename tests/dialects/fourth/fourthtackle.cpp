// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// tackle as it is, with one dialect more.

#include "app/tackle/program.h"
#include "dialects/registry.h"
#include "ringer.h"

int main(int argc, char *argv[])
{
    using tacklebox::dialects::Registry;
    const tacklebox::dialects::test::Ringer ringer;
    const Registry &known = Registry::builtIn();
    const Registry registry({known.find(QStringLiteral("planomatic")),
                             known.find(QStringLiteral("boldpenguin")),
                             known.find(QStringLiteral("superoffice")),
                             &ringer});
    return tacklebox::tackle::runProgram(argc, argv, registry);
}
