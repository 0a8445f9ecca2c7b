// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The beginning of a JSON value as text, for people.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <QString>

namespace tacklebox {

// At most 80 characters, and an ellipsis. Looks no further than it shows, however deeply the value is nested.
[[nodiscard]] QString excerptOf(const nlohmann::json &value);

} // namespace tacklebox
