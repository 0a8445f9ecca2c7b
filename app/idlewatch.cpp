// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/idlewatch.h"

#include "store/jobstore.h"

#include <utility>

namespace tacklebox::app {

IdleWatch::IdleWatch(store::Store &store)
    : m_store(store)
{
    m_promise.start();
    connect(&store, &store::Store::newsArrived, this, &IdleWatch::look);
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
    m_store.read<bool>({}, [](store::Connection &connection) { return store::isIdle(connection); })
        .then(this, [this](const Result<bool> &isIdle) {
            m_isLooking = false;
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
