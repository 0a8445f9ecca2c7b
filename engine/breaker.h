// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whether a host is worth trying: after a run of failures it rests, then one job probes it, and the
// rest grows with each probe that fails. Pure: the caller supplies the time.
#pragma once

#include <chrono>
#include <optional>

namespace tacklebox::engine {

using SteadyTime = std::chrono::steady_clock::time_point;

class Breaker final
{
public:
    static constexpr int kFailuresToOpen = 10; // in a row, with nothing that answered between
    static constexpr std::chrono::seconds kFirstRest{30};
    static constexpr std::chrono::seconds kLongestRest{300};

    void succeeded();
    void failed(SteadyTime now);

    // Open: nothing may be sent before the rest ends, and one job then.
    [[nodiscard]] bool isOpen() const { return m_restsUntil.has_value(); }
    [[nodiscard]] std::optional<SteadyTime> restsUntil() const { return m_restsUntil; }

private:
    int m_failures = 0;
    std::chrono::seconds m_rest{0};
    std::optional<SteadyTime> m_restsUntil;
};

} // namespace tacklebox::engine
