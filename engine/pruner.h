// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Takes away what is old in steps of a few milliseconds. While something is being delivered it rests nine
// times as long as a step took, so that a delivery is hardly slower beside it.
#pragma once

#include "store/retention.h"
#include "store/store.h"

#include <QObject>

namespace tacklebox::engine {

class Pruner final : public QObject
{
    Q_OBJECT

public:
    explicit Pruner(store::Store &store, QObject *parent = nullptr); // borrowed, and outlives it

    // Until nothing old is left. Answers what went, or the first error. One at a time: a second one is
    // answered with the first's end.
    Async<Pruned> run(const store::Horizon &horizon, store::Space space);

signals:
    void advanced(const tacklebox::Pruned &soFar);

private:
    void step();
    void take(const Result<store::PruneStep> &step);
    void end(const Result<Done> &ended);

    store::Store &m_store;
    store::PruneOrder m_order;
    Pruned m_gone;
    std::chrono::steady_clock::time_point m_told;
    std::optional<QPromise<Result<Pruned>>> m_promise; // while it runs
};

} // namespace tacklebox::engine
