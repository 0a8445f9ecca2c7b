// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How fast a run of replays goes: at its rate, or, without one, a few hundred at once as long as those
// before were answered. Pure: the caller supplies the time.
#pragma once

#include "engine/breaker.h"

#include <chrono>
#include <optional>

namespace tacklebox::engine {

class ReplayPace final
{
public:
    static constexpr int kStep = 500; // at most at once: a short transaction
    static constexpr std::chrono::milliseconds kCrowdedRest{20};
    static constexpr std::chrono::milliseconds kLongestRest{1000};

    // Begins with one, never with a burst: nobody knows what went before.
    ReplayPace(std::optional<double> perSecond, SteadyTime now);

    [[nodiscard]] int room(SteadyTime now) const; // so many may go now
    void took(int jobs, SteadyTime now);
    // Those before have no answer yet: look again soon.
    void crowded(SteadyTime now);
    // A subscriber that hangs doesn't hold up the others for ever.
    [[nodiscard]] bool mustGo(SteadyTime now) const { return now - m_tookAt >= kLongestRest; }
    [[nodiscard]] std::chrono::milliseconds patience(SteadyTime now) const; // until there is room

private:
    [[nodiscard]] double tokens(SteadyTime now) const;

    std::optional<double> m_perSecond;
    double m_tokens = 1;
    SteadyTime m_tokensAt;
    SteadyTime m_tookAt;
    SteadyTime m_restsUntil;
};

} // namespace tacklebox::engine
