// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Waits until a profile has nothing left to deliver, whoever delivers it.
#pragma once

#include "core/async.h"
#include "store/store.h"

namespace tacklebox::app {

class IdleWatch final : public QObject
{
    Q_OBJECT

public:
    // Borrowed.
    explicit IdleWatch(store::Store &store);

    // Finishes once, with the store's error if it can't be asked.
    Async<Done> wait();

private:
    void look();

    store::Store &m_store;
    QPromise<Result<Done>> m_promise;
    bool m_isLooking = false;
    bool m_lookAgain = false;
};

} // namespace tacklebox::app
