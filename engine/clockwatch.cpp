// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/clockwatch.h"

#include <utility>

using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

using std::chrono::milliseconds;

// What is less than this is the clock's own way of keeping time.
constexpr milliseconds kLeast = 1s;
// Between two looks at the running clock: the look at the wall clock in between belongs to both.
constexpr milliseconds kOneMoment = 100ms;
// Whoever read the clock before it was set has committed by then.
constexpr milliseconds kMendAfter = 5s;

void move(std::span<store::SettledJob> jobs, milliseconds by)
{
    for (store::SettledJob &job : jobs) {
        if (job.next == JobState::Retrying && job.due)
            *job.due += by;
        if (job.attempt)
            job.attempt->at = std::min(job.attempt->at, job.attempt->at + by);
    }
}

} // namespace

// Zero the first time.
milliseconds ClockWatch::setBy(Instant wall, milliseconds running)
{
    const Instant before = std::exchange(m_now, wall);
    const std::optional<milliseconds> ranBefore = std::exchange(m_running, running);
    const milliseconds by = ranBefore ? (wall - before) - (running - *ranBefore) : 0ms;
    return std::chrono::abs(by) < kLeast ? 0ms : by;
}

void ClockWatch::look(const Clock &clock, std::span<store::SettledJob> settled)
{
    const milliseconds running = clock.running();
    const Instant wall = clock.now();
    if (m_running && clock.running() - running > kOneMoment)
        return; // stopped in between: the next look tells
    const milliseconds by = setBy(wall, running);
    if (by != 0ms) {
        m_change.by += by;
        m_mendAt = running + kMendAfter;
        move(settled, by);
    }
    if (m_mendAt && running >= *m_mendAt) {
        m_change.isMended = true;
        m_mendAt.reset();
    }
}

ClockChange ClockWatch::take()
{
    m_taken = std::exchange(m_change, {});
    return m_taken;
}

void ClockWatch::takeBack(std::span<store::SettledJob> settled)
{
    move(settled, m_change.by); // noticed since
    m_change.by += m_taken.by;
    m_change.isMended = m_change.isMended || m_taken.isMended;
    m_taken = {};
}

void ClockWatch::forget()
{
    m_change = {};
    m_taken = {};
    m_mendAt.reset();
}

} // namespace tacklebox::engine
