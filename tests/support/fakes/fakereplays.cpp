// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakereplays.h"

#include <algorithm>

namespace tacklebox::test {

void FakeReplays::tell(const Replay &replay)
{
    const auto row = std::ranges::find(rows, replay.id, &Replay::id);
    if (row == rows.end())
        rows.prepend(replay);
    else
        *row = replay;
    emit changed();
}

Async<ReplayPlan> FakeReplays::plan(ReplayRequest request, std::stop_token)
{
    plans << request;
    return ready<ReplayPlan>(failure ? Result<ReplayPlan>(fail(*failure)) : Result<ReplayPlan>(planned));
}

Async<Replay> FakeReplays::start(ReplayRequest request, ReplayManner manner)
{
    if (failure)
        return ready<Replay>(fail(*failure));
    requests << request;
    manners << manner;
    Replay begun;
    begun.id = {QString::number(rows.size() + 1)};
    begun.state = ReplayState::Running;
    begun.manner = manner;
    begun.jobs = planned.jobs;
    rows.prepend(begun);
    return ready<Replay>(begun);
}

Async<QList<Replay>> FakeReplays::list(std::stop_token)
{
    return ready<QList<Replay>>(failure ? Result<QList<Replay>>(fail(*failure))
                                        : Result<QList<Replay>>(rows));
}

Async<Replay> FakeReplays::replay(ReplayId id, std::stop_token)
{
    const auto row = std::ranges::find(rows, id, &Replay::id);
    if (row == rows.end())
        return ready<Replay>(fail({ErrorKind::NotFound, Reason::NoSuchReplay, {}, id.value, {}, {}, 0}));
    return ready<Replay>(*row);
}

Async<Replay> FakeReplays::change(ReplayId id, ReplayDeed deed)
{
    if (failure)
        return ready<Replay>(fail(*failure));
    deeds << std::pair(id, deed);
    const auto row = std::ranges::find(rows, id, &Replay::id);
    row->state = deed == ReplayDeed::Pause ? ReplayState::Paused
        : deed == ReplayDeed::Resume       ? ReplayState::Running
                                           : ReplayState::Cancelled;
    return ready<Replay>(*row);
}

} // namespace tacklebox::test
