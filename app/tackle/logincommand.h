// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Signs in to an account: with a password, or in a browser where the vendor does so.
#pragma once

#include "app/tackle/command.h"

#include <functional>

namespace tacklebox::tackle {

// Goes on with `next` once the token is kept; else the session ends with what went wrong.
void logIn(Session &session, const Arguments &arguments, const std::function<void()> &next);

} // namespace tacklebox::tackle
