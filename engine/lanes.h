// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Shares the deliverer's window among the subscribers: nobody may hold more of it than it leaves free
// to others, so one that hangs takes nothing from those that answer. Pure: the caller supplies the time.
#pragma once

#include "core/ids.h"
#include "engine/lane.h"

#include <map>
#include <vector>

namespace tacklebox::engine {

// So many jobs of one subscriber may be claimed, as long as its rule is this.
struct Ask
{
    SubscriberKey subscriber;
    int limit = 0;
    LaneRule rule;

    bool operator==(const Ask &) const = default;
};

// Whether a lane that is full may wait until more of it is free, so that a claim is worth its commit.
enum class Patience { Some, None };

class Lanes final
{
public:
    explicit Lanes(int window);

    // Lanes that stay keep their pace.
    void setRules(const QHash<SubscriberKey, LaneRule> &rules);
    // When each subscriber's first job is due. Those that are not named have none.
    void setQueue(const QHash<SubscriberKey, Instant> &queue);
    // Something of the subscriber may be due then; a claim finds out.
    void offered(SubscriberKey subscriber, Instant due);
    // After a claim: so many went, and the next one is due then.
    void claimed(SubscriberKey subscriber, int jobs, std::optional<Instant> next, SteadyTime now);
    void ended(SubscriberKey subscriber, Feedback feedback, std::chrono::milliseconds took, SteadyTime now);
    // Nothing is on the wire any more, and nothing is known of the queue.
    void forget();

    [[nodiscard]] std::vector<Ask> asks(const Moment &now, Patience patience = Patience::Some);
    // The last asks() left something to gather.
    [[nodiscard]] bool isGathering() const { return m_isGathering; }
    // How long until asks() may say more, if nothing ends or is published before.
    [[nodiscard]] std::optional<std::chrono::milliseconds> patience(const Moment &now) const;
    // The time from which the subscriber's host is tried again, while it rests.
    [[nodiscard]] std::optional<SteadyTime> restOf(SubscriberKey subscriber) const;

private:
    struct Host
    {
        Breaker breaker;
        int inFlight = 0;
    };

    [[nodiscard]] std::vector<SubscriberKey> readyLanes(const Moment &now) const;
    [[nodiscard]] int roomOf(const Lane &lane, SteadyTime now) const;

    int m_window;
    int m_inFlight = 0;
    bool m_isGathering = false;
    std::map<SubscriberKey, Lane> m_lanes;
    QHash<QByteArray, Host> m_hosts; // by origin
    SubscriberKey m_last; // who was asked last: the next one comes first when there isn't room for all
};

} // namespace tacklebox::engine
