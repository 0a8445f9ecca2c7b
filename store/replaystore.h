// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Runs that send many jobs again: how they are made, read and changed. What a running one does stands in
// store/replayqueue. Inside the caller's question or change.
#pragma once

#include "core/replay.h"
#include "store/connection.h"

#include <span>

namespace tacklebox::store {

// The jobs that are asked for, each once, the oldest first. NotFound names an id that is none.
Result<QList<qint64>> jobsOf(Connection &connection, const ReplayRequest &request);
// What sending them again would do, without doing it.
Result<ReplayPlan> planReplay(Connection &connection, const ReplayRequest &request);

// A run without jobs yet: it is being prepared, and nothing is sent before it is set going. Many jobs are
// added by many changes, so that none of them holds up the deliverer.
inline constexpr qsizetype kReplayStep = 2000;
Result<ReplayKey> insertReplay(Connection &connection, const ReplayManner &manner, qint64 jobs, Instant now);
Result<Done> addReplayJobs(Connection &connection, ReplayKey key, std::span<const qint64> jobs);
// Conflict where it was cancelled in between.
Result<Replay> beginReplay(Connection &connection, ReplayKey key, Instant now);

// Of a body it is told alone that there is one, but for a running replay.
Result<Replay> findReplay(Connection &connection, const ReplayId &id); // NoSuchReplay
Result<QList<Replay>> listReplays(Connection &connection); // the last hundred, newest first
Result<QList<Replay>> runningReplays(Connection &connection);

// Conflict at `state` where it is not in a state for that.
Result<Replay> changeReplay(Connection &connection, const ReplayId &id, ReplayDeed deed, Instant now);

// Takes away kReplayStep of the jobs that cancelled runs left; how many these were.
Result<int> sweepReplays(Connection &connection);

} // namespace tacklebox::store
