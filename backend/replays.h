// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Runs that send many jobs again. Whoever delivers carries them on; with nobody there, they wait. Same
// thread rules as Backend.
#pragma once

#include "core/async.h"
#include "core/replay.h"

#include <QObject>

#include <stop_token>

namespace tacklebox {

class Replays : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // A dry run: nothing is written.
    virtual Async<ReplayPlan> plan(ReplayRequest request, std::stop_token stop) = 0;
    // Writes the jobs down as they are found now. The run goes on when this has finished.
    virtual Async<Replay> start(ReplayRequest request, ReplayManner manner) = 0;
    virtual Async<QList<Replay>> list(std::stop_token stop) = 0; // the last hundred, newest first
    virtual Async<Replay> replay(ReplayId id, std::stop_token stop) = 0;
    // A deed that the run's state doesn't allow is a Conflict. What was sent stays sent.
    virtual Async<Replay> change(ReplayId id, ReplayDeed deed) = 0;

signals:
    void changed(); // some run went on: ask again
};

} // namespace tacklebox
