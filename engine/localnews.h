// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the store's news mean to those who watch a backend: changed rows are read again and told, and
// the figures with them. On the thread it lives in.
#pragma once

#include "backend/backend.h"
#include "core/clock.h"
#include "store/store.h"

namespace tacklebox::engine {

// Whose queues have something new in them, and from when.
[[nodiscard]] QHash<SubscriberKey, Instant> dueIn(const store::News &news);

class LocalNews final : public QObject
{
    Q_OBJECT

public:
    struct Figures
    {
        std::function<bool()> areWatched; // else nothing is counted
        std::function<Async<Statistics>()> count;
    };

    // The store and the clock are borrowed and outlive it.
    LocalNews(store::Store &store, const Clock &clock, Figures figures, QObject *parent);

    void tellStatistics(); // anew: what is not in the store has changed

signals:
    void subscribersChanged(const QList<tacklebox::Subscriber> &subscribers);
    void subscribersRemoved(const QList<tacklebox::SubscriberId> &ids);
    void jobsChanged(const tacklebox::JobNews &news);
    void eventsPublished(int count);
    void statisticsChanged(const tacklebox::Statistics &statistics);

private:
    void tell(const store::News &news);
    void tellSubscribers(const QList<SubscriberKey> &keys);

    store::Store &m_store;
    const Clock &m_clock;
    Figures m_figures;
    bool m_isCounting = false;
    bool m_countAgain = false;
};

} // namespace tacklebox::engine
