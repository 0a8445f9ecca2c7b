// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What is old enough to go, and its going, a small step at a time. Jobs that are still owed (waiting,
// sending, retrying, held, blocked) are never old. Nor are the newest job and event: ids go on from them. The
// jobs of accounts are copies: what is still owed there, their server knows.
#pragma once

#include "core/instant.h"
#include "core/pruned.h"
#include "store/connection.h"

#include <chrono>

namespace tacklebox::store {

// What ended before these times goes; none: kept for ever.
struct Horizon
{
    std::optional<Instant> delivered; // events that nobody was told of, too
    std::optional<Instant>
        failed; // what was dropped, runs of replays, and what a deleted subscriber left, too
    std::optional<Instant> records; // activities and mails
    std::optional<Instant> remote{}; // jobs of accounts

    bool operator==(const Horizon &) const = default;
};

// Where a walk has come to that no index ends by itself: the dropped jobs that were never sent.
struct PrunePlace
{
    qint64 subscriber = 0;
    qint64 job = 0;
};

enum class Space { KeepSome, GiveBackAll }; // KeepSome: a tenth of the file stays for what comes next

struct PruneOrder
{
    Horizon horizon;
    PrunePlace place;
    Space space = Space::KeepSome;
    int limit = 50; // rows
};

struct PruneStep
{
    Pruned gone;
    PrunePlace place;
    bool isMore = false;
    bool isBusy = false; // something is being delivered
    std::chrono::microseconds took{0};
};

// One step, inside a change of the store. Without anything old it costs a few looks at indexes.
Result<PruneStep> prune(Connection &connection, const PruneOrder &order);

// Steps tell nobody: many would ask again and again. Lists learn of all of them by this.
void tellPruned(Connection &connection);

// What goes with that horizon, counted. A question: it may take long.
Result<Pruned> countOld(Connection &connection, const Horizon &horizon);

// Copies the log into the database and empties it, on a connection of its own. Only where nobody reads or
// writes just now; else it is left for later. On a reader's thread, or one where files may be waited for.
Result<Done> emptyLog(const QString &file);

} // namespace tacklebox::store
