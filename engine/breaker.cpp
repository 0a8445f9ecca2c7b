// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/breaker.h"

#include <algorithm>

namespace tacklebox::engine {

void Breaker::succeeded()
{
    *this = {};
}

void Breaker::failed(SteadyTime now)
{
    // What was sent before the rest began says nothing new.
    if (m_restsUntil && now < *m_restsUntil)
        return;
    if (++m_failures < kFailuresToOpen)
        return;
    m_rest = m_rest.count() == 0 ? kFirstRest : std::min(m_rest * 2, kLongestRest);
    m_restsUntil = now + m_rest;
}

} // namespace tacklebox::engine
