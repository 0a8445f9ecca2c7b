// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A moment in UTC with milliseconds: what is stored, compared and sent. Local time is the ui's.
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace tacklebox {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// 2026-01-31T09:30:00.000Z
QString toIso(Instant instant);

// Reads ISO 8601 with an offset or `Z`; a bare date is that local day's first moment.
std::optional<Instant> instantFrom(QStringView text);

inline Instant fromMillis(qint64 sinceEpoch)
{
    return Instant(std::chrono::milliseconds(sinceEpoch));
}

inline qint64 toMillis(Instant instant)
{
    return instant.time_since_epoch().count();
}

} // namespace tacklebox
