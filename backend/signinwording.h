// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a person reads in the browser that signed in.
#pragma once

#include "core/error.h"

#include <optional>

namespace tacklebox::wording {

struct BrowserText
{
    QString heading;
    QString text;
};

// Once it came back: none, or what went wrong then.
[[nodiscard]] BrowserText browserCameBack(const std::optional<Error> &error);
// To what came with another sign-in's mark, or with none, or a second time.
[[nodiscard]] BrowserText browserNotWaitedFor();

} // namespace tacklebox::wording
