// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/environment.h"

#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

static constexpr Words<Environment, 3> kEnvironments{{
    {Environment::Local, "local"_L1},
    {Environment::Test, "test"_L1},
    {Environment::Production, "production"_L1},
}};

QLatin1StringView toText(Environment environment)
{
    return wordOf(kEnvironments, environment);
}

std::optional<Environment> environmentFrom(QStringView text)
{
    return valueFrom(kEnvironments, text);
}

} // namespace tacklebox
