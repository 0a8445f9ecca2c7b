// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's upkeep on its store.
#pragma once

#include "backend/upkeep.h"
#include "engine/keeper.h"

namespace tacklebox::engine {

class LocalUpkeep final : public Upkeep
{
    Q_OBJECT

public:
    explicit LocalUpkeep(Keeper::Parts parts); // borrowed, and outlives it

    Async<Pruned> prunable(std::stop_token stop) override;
    Async<Pruned> prune() override;
    Async<Backup> backUp(QString file, std::stop_token stop) override;

private:
    [[nodiscard]] store::Horizon horizon() const;

    Keeper::Parts m_parts;
    Pruner m_pruner;
};

} // namespace tacklebox::engine
