// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/pruner.h"

#include <QTimer>

#include <algorithm>

using namespace std::chrono_literals;

namespace tacklebox::engine {

namespace {

// A step of rows takes about so long, whatever hangs on them.
constexpr auto kShortStep = 2ms;
constexpr auto kLongStep = 5ms;
constexpr int kFewest = 4;
constexpr int kMost = 400;
constexpr int kRest = 9; // times a step, while something is delivered
constexpr auto kTellInterval = 2s;

void add(Pruned &sum, const Pruned &step)
{
    sum.delivered += step.delivered;
    sum.failed += step.failed;
    sum.dropped += step.dropped;
    sum.remote += step.remote;
    sum.events += step.events;
    sum.subscribers += step.subscribers;
    sum.activities += step.activities;
    sum.mails += step.mails;
    sum.replays += step.replays;
    sum.bytes += step.bytes;
}

int nextLimit(int limit, std::chrono::microseconds took)
{
    if (took > kLongStep)
        return std::max(limit / 2, kFewest);
    return took < kShortStep ? std::min(limit * 2, kMost) : limit;
}

} // namespace

Pruner::Pruner(store::Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

Async<Pruned> Pruner::run(const store::Horizon &horizon, store::Space space)
{
    if (m_promise)
        return m_promise->future();
    m_promise.emplace();
    m_promise->start();
    m_order = {horizon, {}, space};
    m_gone = {};
    m_told = std::chrono::steady_clock::now();
    Async<Pruned> answer = m_promise->future();
    step();
    return answer;
}

void Pruner::step()
{
    m_store
        .write<store::PruneStep>(
            [order = m_order](store::Connection &connection) { return store::prune(connection, order); })
        .then(this, [this](const Result<store::PruneStep> &step) { take(step); });
}

void Pruner::take(const Result<store::PruneStep> &taken)
{
    if (!taken)
        return end(fail(taken.error()));
    add(m_gone, taken->gone);
    m_order.place = taken->place;
    m_order.limit = nextLimit(m_order.limit, taken->took);
    const bool isOver = !taken->isMore;
    const auto now = std::chrono::steady_clock::now();
    if (!m_gone.isEmpty() && (isOver || now - m_told > kTellInterval)) {
        m_told = now;
        emit advanced(m_gone);
        auto told = m_store.write<Done>([](store::Connection &connection) -> Result<Done> {
            store::tellPruned(connection);
            return Done{};
        });
        if (isOver)
            return void(told.then(this, [this](const Result<Done> &done) { end(done); }));
    }
    if (isOver)
        return end(Done{});
    const auto rest = taken->isBusy ? kRest * taken->took : taken->took;
    QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(rest), this, &Pruner::step);
}

void Pruner::end(const Result<Done> &ended)
{
    QPromise<Result<Pruned>> promise = std::move(*m_promise);
    m_promise.reset();
    promise.addResult(ended ? Result<Pruned>(m_gone) : Result<Pruned>(fail(ended.error())));
    promise.finish();
}

} // namespace tacklebox::engine
