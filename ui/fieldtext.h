// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The editor's words for a field: its tab, what its rule asks for, and an example in the empty control.
#pragma once

#include "core/field.h"

namespace tacklebox::ui {

[[nodiscard]] QString groupTitle(FieldGroup group);
[[nodiscard]] QString placeholder(FieldRule rule);
[[nodiscard]] QString hint(const Field &field); // one line under the control, often empty

} // namespace tacklebox::ui
