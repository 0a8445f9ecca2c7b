// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One transaction of the deliverer: settles what came back, reads subscribers and queues where they
// may be new, and claims what the lanes asked for. Runs on the store's writer thread.
#pragma once

#include "engine/clockwatch.h"
#include "engine/healthtable.h"
#include "engine/lanes.h"
#include "engine/recipienttable.h"
#include "store/jobqueue.h"

#include <memory>

namespace tacklebox::engine {

struct TurnOrder
{
    store::Epoch epoch;
    std::shared_ptr<const std::vector<store::SettledJob>> settled;
    HealthNotes health;
    std::vector<JobKey> flying; // on the wire, and not among the settled
    std::vector<Ask> asks;
    bool readsQueues = false;
    qint64 knownRevision = -1; // of the subscribers
    Instant now;
    ClockChange clock = {};
};

struct Claimed
{
    SubscriberKey subscriber;
    store::Claim claim;
};

struct Turn
{
    bool isCurrent = true; // false: another epoch took over, and nothing was done
    std::optional<QHash<SubscriberKey, Instant>> queues; // before the claims
    qint64 revision = -1;
    std::optional<RecipientRows> recipients; // where the revision is new
    std::vector<Claimed> claims; // one for each ask whose rule still stands
};

Result<Turn> takeTurn(store::Connection &connection, const TurnOrder &order);

} // namespace tacklebox::engine
