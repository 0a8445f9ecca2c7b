// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Why hookshot refused: the HTTP status, and what a 422 says of each member.
#pragma once

#include "core/error.h"
#include "dialects/message.h"

namespace tacklebox::dialects::boldpenguin {

// None for a success. A 422 has a finding for each of its keys, in the order of the hook's fields; what it
// says of a secret is left out, and of a header what may be its value.
[[nodiscard]] std::optional<Error> refusalIn(const Response &response);

} // namespace tacklebox::dialects::boldpenguin
