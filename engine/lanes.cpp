// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/lanes.h"

#include <algorithm>
#include <utility>

namespace tacklebox::engine {

namespace {

// A claim is worth its turn from such a part of what the lane has on the wire.
constexpr int kClaimPart = 4;

} // namespace

Lanes::Lanes(int window)
    : m_window(window)
{
}

void Lanes::setRules(const QHash<SubscriberKey, LaneRule> &rules)
{
    for (auto &[key, lane] : m_lanes) {
        const LaneRule rule = rules.value(key);
        // What is on the wire to the old host ends there.
        if (lane.rule().origin != rule.origin) {
            m_hosts[lane.rule().origin].inFlight -= lane.inFlight();
            m_hosts[rule.origin].inFlight += lane.inFlight();
        }
        lane.setRule(rule);
    }
    for (auto rule = rules.begin(); rule != rules.end(); ++rule)
        m_lanes[rule.key()].setRule(*rule);
}

void Lanes::setQueue(const QHash<SubscriberKey, Instant> &queue)
{
    for (auto &[key, lane] : m_lanes)
        lane.queued({});
    for (auto due = queue.begin(); due != queue.end(); ++due)
        m_lanes[due.key()].queued(*due);
}

void Lanes::offered(SubscriberKey subscriber, Instant due)
{
    m_lanes[subscriber].offered(due);
}

void Lanes::claimed(SubscriberKey subscriber, int jobs, std::optional<Instant> next, SteadyTime now)
{
    Lane &lane = m_lanes[subscriber];
    lane.queued(next);
    lane.started(jobs, now);
    m_hosts[lane.rule().origin].inFlight += jobs;
    m_inFlight += jobs;
}

void Lanes::ended(SubscriberKey subscriber, Feedback feedback, std::chrono::milliseconds took, SteadyTime now)
{
    Lane &lane = m_lanes[subscriber];
    Host &host = m_hosts[lane.rule().origin];
    lane.ended(feedback, took, now);
    --host.inFlight;
    --m_inFlight;
    if (feedback == Feedback::Answered)
        host.breaker.succeeded();
    else if (feedback != Feedback::Unsent)
        host.breaker.failed(now);
}

void Lanes::forget()
{
    m_lanes.clear();
    m_hosts.clear();
    m_inFlight = 0;
}

int Lanes::roomOf(const Lane &lane, SteadyTime now) const
{
    const auto host = m_hosts.constFind(lane.rule().origin);
    if (host == m_hosts.constEnd() || !host->breaker.isOpen())
        return lane.room(now);
    if (now < *host->breaker.restsUntil() || host->inFlight > 0)
        return 0;
    return std::min(lane.room(now), 1);
}

// Begins behind the one that was asked last.
std::vector<SubscriberKey> Lanes::readyLanes(const Moment &now) const
{
    std::vector<SubscriberKey> ready;
    for (const auto &[key, lane] : m_lanes) {
        if (lane.due() && *lane.due() <= now.wall && roomOf(lane, now.steady) > 0)
            ready.push_back(key);
    }
    std::rotate(ready.begin(), std::upper_bound(ready.begin(), ready.end(), m_last), ready.end());
    return ready;
}

std::vector<Ask> Lanes::asks(const Moment &now, Patience patience)
{
    m_isGathering = false;
    const std::vector<SubscriberKey> ready = readyLanes(now);
    const int free = m_window - m_inFlight;
    int left = free;
    std::vector<Ask> asks;
    QHash<QByteArray, bool> probed;
    for (const SubscriberKey key : ready) {
        const Lane &lane = m_lanes[key];
        const QByteArray &origin = lane.rule().origin;
        if (m_hosts[origin].breaker.isOpen() && std::exchange(probed[origin], true))
            continue;
        const int share
            = std::max((free - lane.inFlight()) / int(ready.size() + 1), lane.inFlight() == 0 ? 1 : 0);
        const int limit = std::min({share, roomOf(lane, now.steady), left});
        if (limit <= 0)
            continue;
        if (patience == Patience::Some && limit < (lane.inFlight() + limit) / kClaimPart) {
            m_isGathering = true;
            continue;
        }
        asks.push_back({key, limit, lane.rule()});
        left -= limit;
        m_last = key;
    }
    return asks;
}

std::optional<std::chrono::milliseconds> Lanes::patience(const Moment &now) const
{
    std::optional<std::chrono::milliseconds> soonest;
    for (const auto &[key, lane] : m_lanes) {
        if (!lane.due())
            continue;
        SteadyTime at = lane.freeAt(now.steady);
        if (const auto rest = restOf(key))
            at = std::max(at, *rest);
        const auto wait = std::max({std::chrono::ceil<std::chrono::milliseconds>(at - now.steady),
                                    *lane.due() - now.wall,
                                    std::chrono::milliseconds(0)});
        // What asks() leaves out although it is due waits for an end, and that is told.
        if (wait.count() == 0)
            continue;
        soonest = std::min(soonest.value_or(wait), wait);
    }
    return soonest;
}

std::optional<SteadyTime> Lanes::restOf(SubscriberKey subscriber) const
{
    const auto lane = m_lanes.find(subscriber);
    if (lane == m_lanes.end())
        return std::nullopt;
    const auto host = m_hosts.constFind(lane->second.rule().origin);
    return host == m_hosts.constEnd() ? std::nullopt : host->breaker.restsUntil();
}

} // namespace tacklebox::engine
