// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What was measured of a large cache, and how it is told: openings beside the bare statement and painting,
// refreshes beside a window of time in which nothing happened.
#pragma once

#include "bench/barejobs.h"
#include "bench/guiclock.h"

#include <QJsonObject>

namespace tacklebox::bench {

struct Opening
{
    double own = 0; // seconds
    double page = 0; // all of the page painted once more, with its rows; seconds
    BareTimes bare;

    // Beside the bare table, and beside the page with its filters, buttons and detail.
    [[nodiscard]] double times() const { return own / (bare.statement + bare.painting); }
    [[nodiscard]] double pageTimes() const { return own / (bare.statement + page); }
};

// What the GUI thread's loop dispatched in a window of time, in ms of CPU.
struct Busy
{
    double longest = 0;
    QString what;
    qsizetype overHalf = 0; // of a frame's 16 ms
    qsizetype all = 0;
};

[[nodiscard]] Busy busyOf(const std::vector<GuiClock::Dispatch> &dispatches);

struct Refresh
{
    Busy busy;
    Busy idle; // before it
    int requests = 0; // that the server saw

    [[nodiscard]] double times() const { return busy.longest / idle.longest; }
};

struct CacheFigures
{
    std::vector<Opening> openings;
    std::vector<Refresh> jobs;
    std::vector<Refresh> subscribers;
};

[[nodiscard]] QString tableOf(const CacheFigures &figures);
[[nodiscard]] QJsonObject jsonOf(const CacheFigures &figures);

} // namespace tacklebox::bench
