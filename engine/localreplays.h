// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The embedded engine's runs of replays: written down here by whichever process is asked, carried on by
// the one that delivers.
#pragma once

#include "backend/replays.h"
#include "engine/replayrunner.h"

namespace tacklebox::engine {

class LocalReplays final : public Replays
{
    Q_OBJECT

public:
    struct Parts
    {
        store::Store &store;
        transport::HttpClient &client;
        Vault &vault;
        const Clock &clock;
    };

    LocalReplays(Parts parts, QObject *parent); // borrowed, outlives it

    // Null: this process doesn't deliver.
    void setDispatcher(Dispatcher *dispatcher, const DeliveryRules &rules);
    void setRules(const DeliveryRules &rules);

    Async<ReplayPlan> plan(ReplayRequest request, std::stop_token stop) override;
    Async<Replay> start(ReplayRequest request, ReplayManner manner) override;
    Async<QList<Replay>> list(std::stop_token stop) override;
    Async<Replay> replay(ReplayId id, std::stop_token stop) override;
    Async<Replay> change(ReplayId id, ReplayDeed deed) override;

private:
    using Jobs = std::shared_ptr<const QList<qint64>>;

    Async<Replay> add(ReplayKey key, Jobs jobs, qsizetype from);
    void sweep();

    Parts m_parts;
    std::unique_ptr<ReplayRunner> m_runner;
    bool m_isOpen = false; // somebody watches one that goes on
};

} // namespace tacklebox::engine
