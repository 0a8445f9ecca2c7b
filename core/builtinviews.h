// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The views that come with the program, each for the receivers of one dialect.
#pragma once

#include "core/eventheaders.h"

#include <span>

namespace tacklebox {

struct BuiltInView
{
    QLatin1StringView name;
    const char *text; // as people write one, see core/eventnames.h
    const char *contentType;
    EventHeaderSet headers;
};

[[nodiscard]] std::span<const BuiltInView> builtInViews();
[[nodiscard]] const BuiltInView *builtInView(QStringView name); // null: no such one

} // namespace tacklebox
