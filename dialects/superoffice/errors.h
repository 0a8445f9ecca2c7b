// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What SuperOffice means by an answer that is no success.
#pragma once

#include "dialects/message.h"

namespace tacklebox::dialects::superoffice {

[[nodiscard]] std::optional<Error> errorOf(const Response &response);

// Of a route that exists wherever the agent does: not found there is not allowed.
[[nodiscard]] Error ofAgent(Error error);
[[nodiscard]] std::optional<Error> errorOfAgent(const Response &response);

} // namespace tacklebox::dialects::superoffice
