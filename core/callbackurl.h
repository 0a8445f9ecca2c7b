// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which text is a callback URL that a delivery can be sent to.
#pragma once

#include "core/error.h"

#include <optional>

namespace tacklebox {

inline constexpr qsizetype kMaxUrlLength = 4000; // SuperOffice's column holds as many

// An absolute http or https URL with a host and without credentials in it (they would be logged by
// every proxy and shown in every list: a header is their place).
[[nodiscard]] std::optional<Error> checkCallbackUrl(const QString &url, const QString &field);

// As logs and mails may show it: without what stands before the host, in the query or behind it.
[[nodiscard]] QString urlWithoutCredentials(const QString &url);

} // namespace tacklebox
