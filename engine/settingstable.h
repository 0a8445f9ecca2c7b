// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The table of settings: key, kind, default, rule and text. What stands here exists.
#pragma once

#include "backend/settings.h"

#include <chrono>
#include <optional>

namespace tacklebox::engine {

[[nodiscard]] std::vector<Setting> settingsTable();

// How long what ended is kept, as 30d, 12h or 90m; none: for ever.
[[nodiscard]] std::optional<std::chrono::milliseconds> retentionFrom(const QString &text);

// Reads text as the setting's kind wants it, or says what is wrong with it.
Result<QJsonValue> settingFrom(const Setting &setting, const QString &text);

} // namespace tacklebox::engine
