// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// An optional route that the server hasn't is left alone for a day, or until the connection is set in another
// way. Forgotten with the process.
#pragma once

#include "dialects/caller.h"
#include "dialects/standing.h"

namespace tacklebox::dialects {

class RouteRest final
{
public:
    // Both are borrowed.
    RouteRest(const Caller &caller, const Clock &clock)
        : m_caller(caller)
        , m_clock(clock)
    {
    }

    // What the server said, while the route rests.
    [[nodiscard]] std::optional<Error> missing() const
    {
        const bool isOver = m_clock.running() >= m_until || m_settings != m_caller.connection().settings;
        return isOver ? std::nullopt : m_missing;
    }

    // Looks at each answer of the route.
    template<typename T>
    void note(const Result<T> &answer)
    {
        if (answer || !isMissingRoute(answer.error()))
            return;
        m_missing = answer.error();
        m_settings = m_caller.connection().settings;
        m_until = m_clock.running() + std::chrono::hours(24);
    }

private:
    const Caller &m_caller;
    const Clock &m_clock;
    std::optional<Error> m_missing;
    Fields m_settings;
    std::chrono::milliseconds m_until{0}; // by Clock::running()
};

} // namespace tacklebox::dialects
