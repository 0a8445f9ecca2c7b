// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localnews.h"

#include "engine/localrows.h"
#include "store/subscriberstore.h"

#include <utility>

namespace tacklebox::engine {

QHash<SubscriberKey, Instant> dueIn(const store::News &news)
{
    QHash<SubscriberKey, Instant> due;
    for (const Job &job : news.jobs) {
        if (!job.nextAttemptAt)
            continue;
        const SubscriberKey subscriber{job.subscriberId.value.toLongLong()};
        due[subscriber] = std::min(due.value(subscriber, *job.nextAttemptAt), *job.nextAttemptAt);
    }
    return due;
}

LocalNews::LocalNews(store::Store &store, const Clock &clock, Figures figures, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_figures(std::move(figures))
{
    connect(&store, &store::Store::newsArrived, this, &LocalNews::tell);
}

void LocalNews::tell(const store::News &news)
{
    if (news.events > 0)
        emit eventsPublished(news.events);
    if (!news.jobs.isEmpty() || news.jobsOverflow)
        emit jobsChanged({named(news.jobs), news.jobsOverflow});
    if (!news.removed.isEmpty()) {
        QList<SubscriberId> removed;
        for (const SubscriberKey key : news.removed)
            removed.append(idOf(key));
        emit subscribersRemoved(removed);
    }
    if (!news.subscribers.isEmpty())
        tellSubscribers(news.subscribers);
    tellStatistics();
}

void LocalNews::tellSubscribers(const QList<SubscriberKey> &keys)
{
    m_store
        .read<QList<Subscriber>>({},
                                 [keys, now = m_clock.now()](store::Connection &connection) {
                                     return store::subscribers(connection, keys, now);
                                 })
        .then(this, [this](const Result<QList<Subscriber>> &changed) {
            if (changed && !changed->isEmpty())
                emit subscribersChanged(named(*changed));
        });
}

// One count at a time: news that come meanwhile are counted once, afterwards.
void LocalNews::tellStatistics()
{
    if (!m_figures.areWatched())
        return;
    if (std::exchange(m_isCounting, true)) {
        m_countAgain = true;
        return;
    }
    m_figures.count().then(this, [this](const Result<Statistics> &counted) {
        m_isCounting = false;
        if (counted)
            emit statisticsChanged(*counted);
        if (std::exchange(m_countAgain, false))
            tellStatistics();
    });
}

} // namespace tacklebox::engine
