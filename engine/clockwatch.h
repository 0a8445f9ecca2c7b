// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Notices that the wall clock was set, by the clock that nobody sets, and keeps what has to become of the
// times at which jobs are due. Only on the engine thread.
#pragma once

#include "core/clock.h"
#include "store/jobqueue.h"

#include <optional>
#include <span>
#include <vector>

namespace tacklebox::engine {

// What the next turn does to due times, before all else.
struct ClockChange
{
    std::chrono::milliseconds by{0}; // the clock was set by so much
    bool isMended = false; // and what was written by the clock as it was is looked for

    [[nodiscard]] bool isNone() const { return by.count() == 0 && !isMended; }
};

class ClockWatch final
{
public:
    // Before a round reads any time. What was settled and isn't written yet is moved at once.
    void look(const Clock &clock, std::span<store::SettledJob> settled);
    // At the last look.
    [[nodiscard]] Instant now() const { return m_now; }

    // The queue's times changed, or will.
    [[nodiscard]] bool hasChange() const { return !m_change.isNone(); }
    // For the turn that begins.
    ClockChange take();
    // It failed, and what it should have settled comes again.
    void takeBack(std::span<store::SettledJob> settled);
    // Another process has the queue.
    void forget();

private:
    [[nodiscard]] std::chrono::milliseconds setBy(Instant wall, std::chrono::milliseconds running);

    Instant m_now;
    std::optional<std::chrono::milliseconds> m_running; // at m_now
    std::optional<std::chrono::milliseconds> m_mendAt; // by the running clock
    ClockChange m_change; // noticed, and no turn has it
    ClockChange m_taken; // by the turn under way
};

} // namespace tacklebox::engine
