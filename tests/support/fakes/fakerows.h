// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Rows as a busy day would leave them, invented, for tests and for pictures.
#pragma once

#include "backend/backendinfo.h"
#include "backend/statistics.h"
#include "core/capture.h"
#include "core/event.h"
#include "core/job.h"

namespace tacklebox::test {

// The moment that the rows' "now" is: fixed, so that texts can be compared.
[[nodiscard]] Instant noon(); // 2026-03-14T12:00:00Z

[[nodiscard]] BackendInfo localInfo();
[[nodiscard]] Job jobOf(int number, JobState state, std::optional<int> code = {});
[[nodiscard]] QList<JobDetail> busyJobs(int count, Instant now); // newest first, each with its attempts
[[nodiscard]] Attempt attemptOf(int number, Instant at, Outcome outcome, std::optional<int> code);
[[nodiscard]] Subscriber subscriberOf(int number, const QString &name, const QString &url);
[[nodiscard]] QList<Subscriber> busySubscribers(Instant now);
[[nodiscard]] QList<Event> busyEvents(int count, Instant now);
[[nodiscard]] QList<Capture> busyCaptures(int count, Instant now);
[[nodiscard]] Statistics busyFigures();

} // namespace tacklebox::test
