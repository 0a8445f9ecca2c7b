// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How often an API may be asked: so many requests in any span of such a length. Pure: the caller supplies
// the time.
#pragma once

#include <algorithm>
#include <chrono>
#include <deque>

namespace tacklebox::dialects {

struct Rate
{
    int requests = 0; // none: as many as one likes
    std::chrono::milliseconds span{0};
};

class Pace final
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Pace(Rate rate)
        : m_rate(rate)
    {
    }

    // How long the next one waits; zero: it may go.
    [[nodiscard]] std::chrono::milliseconds wait(Time now);
    void sent(Time now) { m_sent.push_back(now); }
    // The server said so itself: nothing goes before that.
    void rest(Time until) { m_restsUntil = std::max(m_restsUntil, until); }

private:
    Rate m_rate;
    std::deque<Time> m_sent; // within the span
    Time m_restsUntil;
};

} // namespace tacklebox::dialects
