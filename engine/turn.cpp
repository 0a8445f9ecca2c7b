// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/turn.h"

#include "engine/certificatenotes.h"
#include "engine/subscriberstop.h"
#include "store/duetimes.h"

namespace tacklebox::engine {

namespace {

// A mail says what was written in the same step: no stop is told of that isn't one.
Result<Done> queueAlerts(store::Connection &connection, const TurnOrder &order, bool isEdited)
{
    for (const Alert &alert : order.health.alerts) {
        const MailKind kind = alert.notice.kind;
        const bool isOfJob = kind == MailKind::JobFailing || kind == MailKind::JobGivenUp;
        if (isEdited && !isOfJob)
            continue;
        if (const auto queued = queueAlert(connection, alert, order.now); !queued)
            return queued;
    }
    return Done{};
}

// Somebody who edited a subscriber in between knows better: what was seen before that isn't written.
Result<Done> writeHealth(store::Connection &connection, const TurnOrder &order)
{
    if (order.health.changes.empty() && order.health.alerts.empty())
        return Done{};
    const Result<qint64> revision = store::subscriberRevision(connection);
    if (!revision)
        return fail(revision.error());
    const bool isEdited = *revision != order.knownRevision;
    for (const HealthChange &change : order.health.changes) {
        if (isEdited)
            break;
        if (const auto written = recordHealth(connection, change, order.now); !written)
            return written;
    }
    return queueAlerts(connection, order, isEdited);
}

Result<Done> readRecipients(store::Connection &connection, const TurnOrder &order, Turn &turn)
{
    const Result<qint64> revision = store::subscriberRevision(connection);
    if (!revision)
        return fail(revision.error());
    turn.revision = *revision;
    if (turn.revision == order.knownRevision)
        return Done{};
    auto all = allRecipients(connection);
    if (!all)
        return fail(all.error());
    turn.recipients = std::move(*all);
    return Done{};
}

QHash<SubscriberKey, LaneRule> laneRulesIn(const RecipientRows &rows)
{
    QHash<SubscriberKey, LaneRule> rules;
    for (const store::StoredSubscriber &row : rows.subscribers)
        rules.insert(row.key, laneRuleFrom(row.subscriber.fields));
    return rules;
}

// Whose rule turns out to be another in this very turn, or was unknown, is asked for by it in the next.
Result<Done> claimAll(store::Connection &connection, const TurnOrder &order, Turn &turn)
{
    const auto rules = turn.recipients ? std::optional(laneRulesIn(*turn.recipients)) : std::nullopt;
    for (const Ask &ask : order.asks) {
        if (rules && rules->value(ask.subscriber) != ask.rule)
            continue;
        const auto queueOrder = ask.rule.isOrdered ? store::QueueOrder::Strict : store::QueueOrder::ByDue;
        auto claim
            = store::claimDue(connection, order.epoch, ask.subscriber, queueOrder, order.now, ask.limit);
        if (!claim)
            return fail(claim.error());
        turn.claims.push_back({ask.subscriber, std::move(*claim)});
    }
    return Done{};
}

Result<Done> noteSending(store::Connection &connection, const TurnOrder &order, const Turn &turn)
{
    std::vector<JobKey> sending = order.flying;
    for (const Claimed &claimed : turn.claims)
        std::ranges::transform(claimed.claim.jobs, std::back_inserter(sending), &store::ClaimedJob::key);
    const bool isAsItWas = order.settled->empty() && sending.size() == order.flying.size();
    return isAsItWas ? Done{} : store::noteSending(connection, sending);
}

Result<Done> settleAll(store::Connection &connection, const TurnOrder &order)
{
    if (order.settled->empty())
        return Done{};
    if (const Result<int> kept = store::settle(connection, order.epoch, *order.settled, order.now); !kept)
        return fail(kept.error());
    return noteCertificates(connection, std::span(*order.settled));
}

Result<Done> followClock(store::Connection &connection, const TurnOrder &order)
{
    if (order.clock.by.count() != 0) {
        if (const auto moved = store::moveDueTimes(connection, order.clock.by, order.now); !moved)
            return moved;
    }
    return order.clock.isMended ? store::mendDueTimes(connection, order.now) : Done{};
}

} // namespace

Result<Turn> takeTurn(store::Connection &connection, const TurnOrder &order)
{
    Turn turn;
    const Result<bool> isCurrent = store::isCurrent(connection, order.epoch);
    if (!isCurrent)
        return fail(isCurrent.error());
    turn.isCurrent = *isCurrent;
    if (!turn.isCurrent)
        return turn;
    if (const Result<Done> followed = followClock(connection, order); !followed)
        return fail(followed.error());
    if (const Result<Done> settled = settleAll(connection, order); !settled)
        return fail(settled.error());
    if (const Result<Done> written = writeHealth(connection, order); !written)
        return fail(written.error());
    if (const Result<Done> read = readRecipients(connection, order, turn); !read)
        return fail(read.error());
    if (order.readsQueues) {
        auto queues = store::queueHeads(connection);
        if (!queues)
            return fail(queues.error());
        turn.queues = std::move(*queues);
    }
    if (const Result<Done> claimed = claimAll(connection, order, turn); !claimed)
        return fail(claimed.error());
    if (const Result<Done> noted = noteSending(connection, order, turn); !noted)
        return fail(noted.error());
    return turn;
}

} // namespace tacklebox::engine
