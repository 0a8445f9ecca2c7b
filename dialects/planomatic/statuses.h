// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What PlanoMatic's replies say about themselves: the slug in the envelope, the HTTP status, and the
// parameter at fault.
#pragma once

#include "dialects/message.h"

#include <span>

namespace tacklebox::dialects::planomatic {

struct StatusMeaning
{
    QLatin1StringView slug;
    std::optional<ErrorKind> kind; // none: it is no error
    Reason reason; // its advice says whether the same call may do better later
};

// Every slug that the vendor's pages of the two calls name, and `session-required` of other pages. Others
// exist and are shown as they come.
[[nodiscard]] std::span<const StatusMeaning> statusMeanings();

// None for a reply that says success by its HTTP status and by its envelope. A session that comes with a
// refusal, and what looks like a credential in its message, is left out.
[[nodiscard]] std::optional<Error> errorFrom(const Response &response);

// The same of a sign-in, which has slugs of its own.
[[nodiscard]] std::optional<Error> logInErrorFrom(const Response &response);

} // namespace tacklebox::dialects::planomatic
