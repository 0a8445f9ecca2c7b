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
            if (isIdle && !*isIdle) {
                m_isLooking = false;
                if (std::exchange(m_lookAgain, false))
                    look();
                return;
            }
            // It was the last look.
            disconnect(&m_store, nullptr, this, nullptr);
            if (isIdle)
                waitForTheDisk();
            else
                finish(fail(isIdle.error()));
        });
}

// The last turn is told before the disk has it: what is told behind it comes when it has.
void IdleWatch::waitForTheDisk()
{
    m_store.write<Done>([](store::Connection &) -> Result<Done> { return Done{}; })
        .then(this, [this](const Result<Done> &done) { finish(done); });
}

void IdleWatch::finish(const Result<Done> &done)
{
    m_promise.addResult(done);
    m_promise.finish();
}

} // namespace tacklebox::app
