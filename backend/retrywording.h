// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A retry policy drawn out for people, before it is saved.
#pragma once

#include "core/retrypolicy.h"

namespace tacklebox::wording {

// 10 tries: at once, +5 s, +5 min, … ; given up after 75 h 35 min.
[[nodiscard]] QString schedule(const RetryPolicy &policy);

// 90 s, 5 min, 1 h 30 min, 2 d 5 h: at most two units.
[[nodiscard]] QString duration(std::chrono::milliseconds time);

} // namespace tacklebox::wording
