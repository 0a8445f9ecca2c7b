// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Runs of replays in memory: a plan and rows to set, wishes to look back at.
#pragma once

#include "backend/replays.h"

namespace tacklebox::test {

class FakeReplays final : public Replays
{
    Q_OBJECT

public:
    using Replays::Replays;

    ReplayPlan planned;
    QList<Replay> rows; // newest first
    std::optional<Error> failure; // answers every question and change, while it is set

    QList<ReplayRequest> plans;
    QList<ReplayRequest> requests; // of the runs that were started
    QList<ReplayManner> manners;
    QList<std::pair<ReplayId, ReplayDeed>> deeds;

    void tell(const Replay &replay); // puts it in the rows' place and tells that something changed

    Async<ReplayPlan> plan(ReplayRequest request, std::stop_token stop) override;
    Async<Replay> start(ReplayRequest request, ReplayManner manner) override;
    Async<QList<Replay>> list(std::stop_token stop) override;
    Async<Replay> replay(ReplayId id, std::stop_token stop) override;
    Async<Replay> change(ReplayId id, ReplayDeed deed) override;
};

} // namespace tacklebox::test
