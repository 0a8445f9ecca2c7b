// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Keeps house in the process that delivers: looks once a minute for what is older than the settings want it.
#pragma once

#include "backend/settings.h"
#include "core/clock.h"
#include "engine/pruner.h"

#include <QTimer>

namespace tacklebox::engine {

// What goes by the profile's settings.
[[nodiscard]] store::Horizon horizonOf(const Settings &settings, Instant now);

class Keeper final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        const Settings &settings;
        const Clock &clock;
    };

    // Everything is borrowed and outlives it. `mayPrune`: whether this process delivers.
    Keeper(Parts parts, std::function<bool()> mayPrune);

    // As the clock does it. Any time.
    void look();

signals:
    void ended(const tacklebox::Pruned &gone); // a look that found something, or nothing

private:
    void finish(const Result<Pruned> &gone);

    Parts m_parts;
    std::function<bool()> m_mayPrune;
    Pruner m_pruner;
    QTimer m_timer;
    bool m_isPruning = false;
};

} // namespace tacklebox::engine
