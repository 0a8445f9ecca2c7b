// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/pace.h"

namespace tacklebox::dialects {

using std::chrono::milliseconds;

std::chrono::milliseconds Pace::wait(Time now)
{
    while (!m_sent.empty() && now - m_sent.front() >= m_rate.span)
        m_sent.pop_front();
    Time next = std::max(now, m_restsUntil);
    const auto allowed = size_t(std::max(m_rate.requests, 0));
    // Once that one has left the span, there is room.
    if (allowed > 0 && m_sent.size() >= allowed)
        next = std::max(next, m_sent[m_sent.size() - allowed] + m_rate.span);
    return std::chrono::ceil<milliseconds>(next - now);
}

} // namespace tacklebox::dialects
