// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The fields of an invented backend: one of each kind and rule, on every tab.
#pragma once

#include "core/field.h"

namespace tacklebox::test {

[[nodiscard]] std::vector<Field> subscriberFields();

} // namespace tacklebox::test
