// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a connection stands for. Production is locked until a person unlocks it.
#pragma once

#include <QLatin1StringView>
#include <QStringView>

#include <optional>

namespace tacklebox {

enum class Environment { Local, Test, Production };

[[nodiscard]] QLatin1StringView toText(Environment environment);
[[nodiscard]] std::optional<Environment> environmentFrom(QStringView text);

} // namespace tacklebox
