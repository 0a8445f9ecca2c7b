// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The editor's words for a field: its tab, what its rule asks for, and an example in the empty control.
#pragma once

#include "core/field.h"

namespace tacklebox::ui {

[[nodiscard]] QString groupTitle(FieldGroup group);
[[nodiscard]] QString placeholder(FieldRule rule);
// Under the control, often empty: what may stand there, or what its value means.
[[nodiscard]] QString hint(const Field &field, const QJsonValue &value);

} // namespace tacklebox::ui
