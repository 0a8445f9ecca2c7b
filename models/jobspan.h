// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A span of time that ends now, as a filter offers it: it moves with the clock, a given one stays.
#pragma once

#include "core/instant.h"

namespace tacklebox::models {

enum class JobSpan { Any, Hour, Today, Day, Week, Given };

// Its first moment; none for any time, nor for a given span, which has its own bounds. Today begins at
// midnight of the local zone.
[[nodiscard]] std::optional<Instant> startOf(JobSpan span, Instant now);

// As they are kept.
[[nodiscard]] QLatin1StringView toText(JobSpan span);
[[nodiscard]] std::optional<JobSpan> jobSpanFrom(QStringView text);

} // namespace tacklebox::models
