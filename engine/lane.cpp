// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/lane.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

constexpr int kHighestLimit = 1 << 16;
// Answers that come together were sent together: they slow it down once.
constexpr auto kSlowDownInterval = 250ms;

using Seconds = std::chrono::duration<double>;

// What a rate leaves unused is saved up for so long: a burst stays below what a second may have.
constexpr Seconds kSaved = 200ms;

} // namespace

void Lane::setRule(const LaneRule &rule)
{
    m_rule = rule;
}

void Lane::started(int jobs, SteadyTime now)
{
    m_tokens = tokens(now) - jobs;
    m_tokensAt = now;
    m_inFlight += jobs;
}

void Lane::ended(Feedback feedback, std::chrono::milliseconds rest, SteadyTime now)
{
    --m_inFlight;
    m_restsUntil = std::max(m_restsUntil, now + rest);
    if (feedback == Feedback::Answered) {
        m_limit = std::min(m_limit + 1, kHighestLimit);
    } else if (feedback != Feedback::Unsent && now - m_slowedAt >= kSlowDownInterval) {
        m_limit = std::max(m_limit / 2, 1);
        m_slowedAt = now;
    }
}

double Lane::tokens(SteadyTime now) const
{
    const double most = std::max(m_rule.perSecond * kSaved.count(), 1.0);
    return std::min(m_tokens + m_rule.perSecond * Seconds(now - m_tokensAt).count(), most);
}

int Lane::room(SteadyTime now) const
{
    if (now < m_restsUntil)
        return 0;
    int most = std::min(m_limit, m_rule.isOrdered ? 1 : m_rule.most) - m_inFlight;
    if (m_rule.perSecond > 0)
        most = std::min(most, int(std::floor(tokens(now) + 1e-9)));
    return std::max(most, 0);
}

SteadyTime Lane::freeAt(SteadyTime now) const
{
    SteadyTime at = std::max(now, m_restsUntil);
    if (m_rule.perSecond > 0) {
        const double missing = std::max(1 - tokens(now), 0.0);
        at = std::max(
            at, now + std::chrono::ceil<std::chrono::milliseconds>(Seconds(missing / m_rule.perSecond)));
    }
    return at;
}

} // namespace tacklebox::engine
