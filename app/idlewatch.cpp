// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/idlewatch.h"

#include "store/jobstore.h"
#include "store/mailstore.h"

#include <utility>

namespace tacklebox::app {

namespace {

// News come at most five times a second: the end is seen sooner.
constexpr std::chrono::milliseconds kInterval{20};

Result<bool> isAllIdle(store::Connection &connection, Instant now)
{
    const Result<bool> isIdle = store::isIdle(connection);
    if (!isIdle || !*isIdle)
        return isIdle;
    return store::areMailsIdle(connection, now);
}

} // namespace

IdleWatch::IdleWatch(store::Store &store, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
{
    m_promise.start();
    connect(&store, &store::Store::newsArrived, this, &IdleWatch::look);
    startTimer(kInterval);
}

void IdleWatch::timerEvent(QTimerEvent *)
{
    if (!m_promise.future().isFinished())
        look();
}

Async<Done> IdleWatch::wait()
{
    look();
    return m_promise.future();
}

void IdleWatch::look()
{
    if (std::exchange(m_isLooking, true)) {
        m_lookAgain = true;
        return;
    }
    m_store
        .read<bool>(
            {}, [now = m_clock.now()](store::Connection &connection) { return isAllIdle(connection, now); })
        .then(this, [this](const Result<bool> &isIdle) {
            m_isLooking = false;
            if (m_promise.future().isFinished())
                return;
            if (isIdle && !*isIdle) {
                if (std::exchange(m_lookAgain, false))
                    look();
                return;
            }
            disconnect(&m_store, nullptr, this, nullptr);
            m_promise.addResult(isIdle ? Result<Done>(Done{}) : Result<Done>(fail(isIdle.error())));
            m_promise.finish();
        });
}

} // namespace tacklebox::app
