// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a replay would do where a backend has no runs: counted from its jobs, as they are listed. Pure.
#pragma once

#include "core/replay.h"

namespace tacklebox {

[[nodiscard]] ReplayPlan replayPlanOf(const QList<Job> &jobs);

// What a query finds, the first kMostReplayedAtOnce of it.
struct JobsToReplay
{
    QList<Job> jobs;
    bool isAll = true;
    std::optional<qint64> count; // of all, where it is known
    std::optional<Instant> asOf = {}; // of the oldest page that the server didn't give now
    std::optional<qint64> lookedThrough = {}; // as of Page: then they aren't all
};

// The first question for them.
[[nodiscard]] JobQuery firstToReplay(const JobQuery &query);

// Adds a page that answers `query`. What to ask next; none: they are found.
[[nodiscard]] std::optional<JobQuery> addPage(JobsToReplay &found, const JobQuery &query,
                                              const Page<Job> &page);

} // namespace tacklebox
