// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The application's style sheet, made from the theme's tokens: what a palette alone can't say.
#pragma once

#include "ui/theme.h"

namespace tacklebox::ui {

[[nodiscard]] QString styleSheet(const Tokens &tokens, int bodyPixels);

} // namespace tacklebox::ui
