// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localreplays.h"

#include "engine/activitylog.h"
#include "engine/diversion.h"
#include "engine/localrows.h"
#include "store/replaystore.h"

#include <algorithm>
#include <span>

namespace tacklebox::engine {

namespace {

Result<Done> tell(store::Connection &connection, ActivityVerb verb, const Replay &replay, Instant now)
{
    ActivityEntry entry;
    entry.at = now;
    entry.verb = verb;
    entry.connection = kLocalConnection;
    entry.subjectId = replay.id.value;
    entry.amount = verb == ActivityVerb::JobsReplayed ? replay.jobs : replay.left();
    return recordActivity(connection, std::move(entry));
}

Result<Replay> told(store::Connection &connection, ActivityVerb verb, Result<Replay> replay, Instant now)
{
    if (!replay)
        return replay;
    if (auto done = tell(connection, verb, *replay, now); !done)
        return fail(done.error());
    return replay;
}

ActivityVerb verbOf(ReplayDeed deed)
{
    switch (deed) {
    case ReplayDeed::Pause:
        return ActivityVerb::ReplayPaused;
    case ReplayDeed::Resume:
        return ActivityVerb::ReplayResumed;
    case ReplayDeed::Cancel:
        break;
    }
    return ActivityVerb::ReplayCancelled;
}

} // namespace

LocalReplays::LocalReplays(Parts parts, QObject *parent)
    : m_parts(parts)
{
    setParent(parent);
    // A run that goes on moves jobs; whatever else happens to one is recorded.
    connect(&parts.store, &store::Store::newsArrived, this, [this](const store::News &news) {
        const bool isMoving = m_isOpen && (!news.jobs.isEmpty() || news.jobsOverflow);
        if (news.activities > 0 || isMoving)
            emit changed();
    });
}

void LocalReplays::setDispatcher(Dispatcher *dispatcher, const DeliveryRules &rules)
{
    m_runner.reset();
    if (dispatcher) {
        m_runner = std::make_unique<ReplayRunner>(
            ReplayRunner::Parts{m_parts.store, m_parts.client, m_parts.vault, m_parts.clock, *dispatcher},
            rules);
        sweep(); // what another process left half swept
    }
}

void LocalReplays::setRules(const DeliveryRules &rules)
{
    if (m_runner)
        m_runner->setRules(rules);
}

Async<ReplayPlan> LocalReplays::plan(ReplayRequest request, std::stop_token stop)
{
    return m_parts.store.read<ReplayPlan>(std::move(stop),
                                          [request = std::move(request)](store::Connection &connection) {
                                              return store::planReplay(connection, request);
                                          });
}

Async<Replay> LocalReplays::start(ReplayRequest request, ReplayManner manner)
{
    if (std::optional<Error> error = checkManner(request, manner))
        return ready<Replay>(fail(std::move(*error)));
    return m_parts.store
        .read<QList<qint64>>({},
                             [request = std::move(request)](store::Connection &connection) {
                                 return store::jobsOf(connection, request);
                             })
        .then(this, [this, manner = std::move(manner)](const Result<QList<qint64>> &found) -> Async<Replay> {
            if (!found)
                return ready<Replay>(fail(found.error()));
            auto jobs = std::make_shared<const QList<qint64>>(*found);
            return m_parts.store
                .write<ReplayKey>(
                    [manner, count = jobs->size(), now = m_parts.clock.now()](store::Connection &connection) {
                        return store::insertReplay(connection, manner, count, now);
                    })
                .then(this, [this, jobs](const Result<ReplayKey> &key) {
                    return key ? add(*key, jobs, 0) : ready<Replay>(fail(key.error()));
                });
        });
}

// Step by step, and the run begins with the last one.
Async<Replay> LocalReplays::add(ReplayKey key, Jobs jobs, qsizetype from)
{
    const qsizetype count = std::min(store::kReplayStep, jobs->size() - from);
    const bool isLast = from + count >= jobs->size();
    const auto write
        = [=, now = m_parts.clock.now()](store::Connection &connection) -> Result<std::optional<Replay>> {
        const std::span<const qint64> step(jobs->constData() + from, size_t(count));
        if (auto added = store::addReplayJobs(connection, key, step); !added)
            return fail(added.error());
        if (!isLast)
            return std::optional<Replay>();
        return told(connection, ActivityVerb::JobsReplayed, store::beginReplay(connection, key, now), now)
            .map([](Replay begun) { return std::optional(std::move(begun)); });
    };
    return m_parts.store.write<std::optional<Replay>>(write).then(
        this, [=, this](const Result<std::optional<Replay>> &added) -> Async<Replay> {
            if (!added)
                return ready<Replay>(fail(added.error()));
            return *added ? ready<Replay>(**added) : add(key, jobs, from + count);
        });
}

Async<QList<Replay>> LocalReplays::list(std::stop_token stop)
{
    return m_parts.store.read<QList<Replay>>(std::move(stop), store::listReplays)
        .then(this, [this](const Result<QList<Replay>> &found) {
            if (found)
                m_isOpen = std::ranges::any_of(*found, &isOpen, &Replay::state);
            return found;
        });
}

Async<Replay> LocalReplays::replay(ReplayId id, std::stop_token stop)
{
    return m_parts.store
        .read<Replay>(
            std::move(stop),
            [id = std::move(id)](store::Connection &connection) { return store::findReplay(connection, id); })
        .then(this, [this](const Result<Replay> &found) {
            m_isOpen = m_isOpen || (found && isOpen(found->state));
            return found;
        });
}

Async<Replay> LocalReplays::change(ReplayId id, ReplayDeed deed)
{
    return m_parts.store
        .write<Replay>([id = std::move(id), deed, now = m_parts.clock.now()](store::Connection &connection) {
            return told(connection, verbOf(deed), store::changeReplay(connection, id, deed, now), now);
        })
        .then(this, [this, deed](const Result<Replay> &changed) {
            if (changed && deed == ReplayDeed::Cancel)
                sweep();
            return changed;
        });
}

// What a cancelled run didn't come to, step by step.
void LocalReplays::sweep()
{
    m_parts.store.write<int>(store::sweepReplays).then(this, [this](const Result<int> &swept) {
        if (swept && *swept > 0)
            sweep();
    });
}

} // namespace tacklebox::engine
