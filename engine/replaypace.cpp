// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/replaypace.h"

#include <algorithm>
#include <cmath>

namespace tacklebox::engine {

using namespace std::chrono_literals;

using Seconds = std::chrono::duration<double>;

// What a rate leaves unused is saved up for so long.
static constexpr Seconds kPaceSaved = 200ms;

ReplayPace::ReplayPace(std::optional<double> perSecond, SteadyTime now)
    : m_perSecond(perSecond)
    , m_tokensAt(now)
    , m_tookAt(now)
    , m_restsUntil(now)
{
}

double ReplayPace::tokens(SteadyTime now) const
{
    const double most = std::max(*m_perSecond * kPaceSaved.count(), 1.0);
    return std::min(m_tokens + *m_perSecond * Seconds(now - m_tokensAt).count(), most);
}

int ReplayPace::room(SteadyTime now) const
{
    if (now < m_restsUntil)
        return 0;
    if (!m_perSecond)
        return kStep;
    return std::clamp(int(std::floor(tokens(now) + 1e-9)), 0, kStep);
}

void ReplayPace::took(int jobs, SteadyTime now)
{
    if (m_perSecond) {
        m_tokens = tokens(now) - jobs;
        m_tokensAt = now;
    }
    m_tookAt = now;
}

void ReplayPace::crowded(SteadyTime now)
{
    m_restsUntil = now + kCrowdedRest;
}

std::chrono::milliseconds ReplayPace::patience(SteadyTime now) const
{
    auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_restsUntil - now);
    if (m_perSecond) {
        const double missing = std::max(1 - tokens(now), 0.0);
        wait = std::max(wait, std::chrono::ceil<std::chrono::milliseconds>(Seconds(missing / *m_perSecond)));
    }
    return std::max(wait, 0ms);
}

} // namespace tacklebox::engine
