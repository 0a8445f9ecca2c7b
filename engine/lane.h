// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One subscriber's pace: how many of its jobs may be on the wire, and from when. It begins with few,
// grows as long as all of them are answered in a moment and is halved when the receiver is overloaded.
// Pure: the caller supplies the time.
#pragma once

#include "core/instant.h"
#include "engine/breaker.h"

#include <QByteArray>

#include <algorithm>
#include <limits>

namespace tacklebox::engine {

// The wall clock says what is due, the steady one how long to rest.
struct Moment
{
    Instant wall;
    SteadyTime steady;
};

struct LaneRule
{
    int most = std::numeric_limits<int>::max(); // on the wire at once
    double perSecond = 0; // 0: no limit
    bool isOrdered = false; // strictly one after the other
    QByteArray origin; // scheme://host:port, for its breaker

    bool operator==(const LaneRule &) const = default;
};

// What an attempt says about its receiver, beside the job.
enum class Feedback {
    Answered, // it is there: delivered, or refused for a reason of its own
    Overloaded, // 429, 502, 503, 504, or no answer in time
    Unreachable, // no connection, or a broken one
    Unsent,
};

class Lane final
{
public:
    static constexpr int kFirstLimit = 16;

    void setRule(const LaneRule &rule);
    [[nodiscard]] const LaneRule &rule() const { return m_rule; }

    void queued(std::optional<Instant> due) { m_due = due; }
    void offered(Instant due) { m_due = std::min(m_due.value_or(due), due); }
    void started(int jobs, SteadyTime now);
    // `took`: since it was started, with its wait for a connection.
    void ended(Feedback feedback, std::chrono::milliseconds took, SteadyTime now);

    [[nodiscard]] int inFlight() const { return m_inFlight; }
    [[nodiscard]] std::optional<Instant> due() const { return m_due; }
    // How many more may go now, its host aside.
    [[nodiscard]] int room(SteadyTime now) const;
    // The earliest time at which its own rules let another one go.
    [[nodiscard]] SteadyTime freeAt(SteadyTime now) const;

private:
    [[nodiscard]] double tokens(SteadyTime now) const;

    LaneRule m_rule;
    std::optional<Instant> m_due; // of its first job
    int m_inFlight = 0;
    int m_limit = kFirstLimit;
    double m_tokens = 1;
    SteadyTime m_tokensAt;
    SteadyTime m_slowedAt;
};

} // namespace tacklebox::engine
