// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A local subscriber's members, and the words that it may choose from.
#pragma once

#include "core/field.h"

namespace tacklebox::engine {

[[nodiscard]] const std::vector<Field> &localSubscriberFields();

// The event types of all three vendors: suggestions, more may exist.
[[nodiscard]] const QStringList &knownEvents();

} // namespace tacklebox::engine
