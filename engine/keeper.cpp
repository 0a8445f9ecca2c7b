// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/keeper.h"

#include "engine/settingstable.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

Q_LOGGING_CATEGORY(keeperLog, "tacklebox.keeper")

constexpr auto kKeepingInterval = 1min;
// People's own records are small, and undoing needs them.
constexpr auto kRecords = std::chrono::hours(24 * 365);

std::optional<Instant> before(const Settings &settings, const QString &key, Instant now)
{
    const auto age = retentionFrom(settings.value(key).toString());
    return age ? std::optional(now - *age) : std::nullopt;
}

} // namespace

store::Horizon horizonOf(const Settings &settings, Instant now)
{
    return {before(settings, u"retention_delivered"_s, now),
            before(settings, u"retention_failed"_s, now),
            now - kRecords,
            before(settings, u"retention_remote"_s, now)};
}

Keeper::Keeper(Parts parts, std::function<bool()> mayPrune)
    : m_parts(parts)
    , m_mayPrune(std::move(mayPrune))
    , m_pruner(parts.store)
{
    m_timer.setInterval(kKeepingInterval);
    connect(&m_timer, &QTimer::timeout, this, &Keeper::look);
    m_timer.start();
}

void Keeper::look()
{
    if (m_isPruning || !m_mayPrune())
        return;
    m_isPruning = true;
    m_pruner.run(horizonOf(m_parts.settings, m_parts.clock.now()), store::Space::KeepSome)
        .then(this, [this](const Result<Pruned> &gone) { finish(gone); });
}

void Keeper::finish(const Result<Pruned> &gone)
{
    m_isPruning = false;
    if (!gone)
        qCWarning(keeperLog) << "pruning failed:" << int(gone.error().reason) << gone.error().detail;
    else if (gone->bytes > 0)
        m_parts.store.read<Done>(
            {}, [](store::Connection &connection) { return store::emptyLog(connection.file()); });
    emit ended(gone.value_or(Pruned{}));
}

} // namespace tacklebox::engine
