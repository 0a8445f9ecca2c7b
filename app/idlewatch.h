// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Waits until a profile has nothing left to deliver and no e-mail that is due, whoever sends them.
#pragma once

#include "core/async.h"
#include "core/clock.h"
#include "store/store.h"

namespace tacklebox::app {

class IdleWatch final : public QObject
{
    Q_OBJECT

public:
    // Borrowed.
    IdleWatch(store::Store &store, const Clock &clock);

    // Finishes once, with the store's error if it can't be asked.
    Async<Done> wait();

protected:
    void timerEvent(QTimerEvent *event) override; // a mail that goes back to waiting is no news

private:
    void look();
    void waitForTheDisk();
    void finish(const Result<Done> &done);

    store::Store &m_store;
    const Clock &m_clock;
    QPromise<Result<Done>> m_promise;
    bool m_isLooking = false;
    bool m_lookAgain = false;
};

} // namespace tacklebox::app
