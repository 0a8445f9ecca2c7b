// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localupkeep.h"

#include "store/backup.h"

namespace tacklebox::engine {

LocalUpkeep::LocalUpkeep(Keeper::Parts parts)
    : m_parts(parts)
    , m_pruner(parts.store)
{
    connect(&m_pruner, &Pruner::advanced, this, &Upkeep::pruned);
}

store::Horizon LocalUpkeep::horizon() const
{
    return horizonOf(m_parts.settings, m_parts.clock.now());
}

Async<Pruned> LocalUpkeep::prunable(std::stop_token stop)
{
    return m_parts.store.read<Pruned>(std::move(stop), [horizon = horizon()](store::Connection &connection) {
        return store::countOld(connection, horizon);
    });
}

Async<Pruned> LocalUpkeep::prune()
{
    return m_pruner.run(horizon(), store::Space::GiveBackAll)
        .then(this, [this](const Result<Pruned> &gone) -> Async<Pruned> {
            if (!gone)
                return ready<Pruned>(gone);
            // That somebody reads just now is no failure: the log is emptied another time.
            return m_parts.store.read<Pruned>(
                {}, [gone = *gone](store::Connection &connection) -> Result<Pruned> {
                    (void)store::emptyLog(connection.file());
                    return gone;
                });
        });
}

Async<Backup> LocalUpkeep::backUp(QString file, std::stop_token stop)
{
    return m_parts.store.read<Backup>(
        stop, [file = std::move(file), stop](store::Connection &connection) -> Result<Backup> {
            const Result<qint64> bytes = store::backUp(connection.file(), file, stop);
            if (!bytes)
                return fail(bytes.error());
            return Backup{file, *bytes};
        });
}

} // namespace tacklebox::engine
