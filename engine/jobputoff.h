// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Puts jobs off in steps that never hold up a delivery: holds a stopped subscriber's queue, gives up what a
// filter finds, cancels events. On the thread it lives in; the store is waited for by futures.
#pragma once

#include "backend/backend.h"
#include "core/clock.h"
#include "store/store.h"

namespace tacklebox::engine {

class JobPutOff final : public QObject
{
    Q_OBJECT

public:
    JobPutOff(store::Store &store, const Clock &clock); // borrowed

    // Nothing where the subscriber is active. Finishes when its queue is empty.
    Async<Done> hold(SubscriberKey subscriber);
    Async<qint64> dropFound(JobQuery query);
    Async<QList<Result<CancelledEvent>>> cancel(QList<EventId> events);

private:
    using Jobs = std::shared_ptr<const QList<qint64>>;

    Async<qint64> drop(Jobs jobs, qsizetype from, qint64 dropped);

    store::Store &m_store;
    const Clock &m_clock;
};

} // namespace tacklebox::engine
