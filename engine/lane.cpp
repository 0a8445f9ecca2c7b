// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/lane.h"

#include "transport/httpclient.h"

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

constexpr int kHighestLimit = 1 << 16;
// Beyond what a host has connections for, no more are taken from the queue than are answered in such a
// time: they would only wait elsewhere, behind no newer one and before every restart.
constexpr int kConnections = transport::ClientLimits{}.connectionsPerHost;
constexpr auto kMoment = 500ms;
// A limit of which less than such a part is in use says nothing, and stays.
constexpr int kUsedPart = 4;
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

void Lane::ended(Feedback feedback, std::chrono::milliseconds took, SteadyTime now)
{
    const int before = m_inFlight--;
    if (feedback == Feedback::Unsent)
        return;
    const bool isAnswered = feedback == Feedback::Answered;
    if (isAnswered && (took <= kMoment || m_limit < kConnections)) {
        if (before >= m_limit / kUsedPart)
            m_limit = std::min(m_limit + 1, kHighestLimit);
    } else if (now - m_slowedAt >= kSlowDownInterval) {
        m_limit = std::max(m_limit / 2, isAnswered ? kConnections : 1);
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
    int most = std::min(m_limit, m_rule.isOrdered ? 1 : m_rule.most) - m_inFlight;
    if (m_rule.perSecond > 0)
        most = std::min(most, int(std::floor(tokens(now) + 1e-9)));
    return std::max(most, 0);
}

SteadyTime Lane::freeAt(SteadyTime now) const
{
    if (m_rule.perSecond <= 0)
        return now;
    const double missing = std::max(1 - tokens(now), 0.0);
    return now + std::chrono::ceil<std::chrono::milliseconds>(Seconds(missing / m_rule.perSecond));
}

} // namespace tacklebox::engine
