// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a person's test says in plain words, and what it brought about.
#pragma once

#include "backend/wording.h"

namespace tacklebox::wording {

[[nodiscard]] Verdict verdict(const TestReport &report);

} // namespace tacklebox::wording
