// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Times, sizes and addresses in the short form that a dense table has room for.
#pragma once

#include "core/attempt.h"
#include "core/subscriber.h"

namespace tacklebox::models {

// 10:41:07 today, 21 Nov 10:41 this year, 2025-11-21 before; in local time.
[[nodiscard]] QString timeText(Instant at, Instant now);
[[nodiscard]] QString timeText(std::optional<Instant> at); // now is now; "–" for none

// For a tooltip: local time with its zone, and UTC.
[[nodiscard]] QString fullTimeText(Instant at);

// Without its scheme: the end tells addresses apart, and the cell cuts the middle.
[[nodiscard]] QString urlText(const QString &url);

// 812 ms, 1.2 s; 14.2 ms under 100 ms.
[[nodiscard]] QString durationText(std::chrono::microseconds duration);

// 1.1 GB
[[nodiscard]] QString sizeText(qint64 bytes);

// 2,310,877
[[nodiscard]] QString numberText(qint64 number);

[[nodiscard]] QString noValue(); // –

// How people call a subscriber: its name; where its API gives none, its address, or at last its id.
[[nodiscard]] QString subscriberText(const Subscriber &subscriber);

// How people call a connection: its name, but for the engine and for all of them at once.
[[nodiscard]] QString connectionText(const QString &name);

} // namespace tacklebox::models
