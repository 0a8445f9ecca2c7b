// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The table of settings: key, kind, default, rule and text. What stands here exists.
#pragma once

#include "backend/settings.h"

namespace tacklebox::engine {

[[nodiscard]] std::vector<Setting> settingsTable();

// Reads text as the setting's kind wants it, or says what is wrong with it.
Result<QJsonValue> settingFrom(const Setting &setting, const QString &text);

} // namespace tacklebox::engine
