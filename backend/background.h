// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Work that takes its time, away from the calling thread: a slow disk, or a rule over thousands of rows.
#pragma once

#include "core/async.h"

#include <QThreadPool>

namespace tacklebox {

// From any thread; `work` owns all that it needs.
template<typename Work>
auto inBackground(Work work)
{
    using Value = std::invoke_result_t<Work>;
    const auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return Future<Value>(promise->future());
}

} // namespace tacklebox
