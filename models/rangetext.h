// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A span of time as a filter says it: in local time, with the zone's name. Pure but for the system's zone.
#pragma once

#include "core/instant.h"

namespace tacklebox::models {

// What people call the local zone: Oslo; where it has no place, UTC or -03.
[[nodiscard]] QString zoneText(Instant at);

// 22 Nov 08:00 – 09:00 Oslo; from 22 Nov 08:00 Oslo; before 22 Nov 08:00 Oslo. Whole days are told without
// times: 22 Nov Oslo; 22 Nov – 24 Nov Oslo; from 22 Nov Oslo; through 22 Nov Oslo. The end is left out of the
// span, so that one at midnight is the end of the day before it. A year that isn't the one of `now` is told.
// Empty: no bounds.
[[nodiscard]] QString rangeText(std::optional<Instant> from, std::optional<Instant> to, Instant now);

} // namespace tacklebox::models
