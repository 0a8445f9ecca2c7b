// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Waiting that a person may end, while what is waited for goes on.
#pragma once

#include "core/async.h"

#include <functional>
#include <stop_token>

namespace tacklebox::dialects {

// What somebody who stopped is told.
[[nodiscard]] inline Error cancelled()
{
    return {ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0};
}

// Tells of a stop on its own thread, whichever thread asks for it.
class StopWatch final : public QObject
{
public:
    StopWatch(const std::stop_token &stop, std::function<void()> stopped, QObject *parent)
        : QObject(parent)
        , m_stopped(std::move(stopped))
        , m_watch(stop, [this] { QMetaObject::invokeMethod(this, m_stopped, Qt::QueuedConnection); })
    {
    }

private:
    std::function<void()> m_stopped;
    std::stop_callback<std::function<void()>> m_watch; // last: it ends before what it tells
};

// What is waited for goes on after a stop, for others may wait for it too; nobody waits for it here.
template<typename T>
Async<T> orStopped(QObject *context, const Async<T> &answer, const std::stop_token &stop)
{
    if (!stop.stop_possible())
        return answer;
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const auto give = [promise](Result<T> result) {
        if (promise->future().isFinished())
            return;
        promise->addResult(std::move(result));
        promise->finish();
    };
    auto *watch = new StopWatch(
        stop, [give] { give(fail(cancelled())); }, context);
    answer.then(context, [give, watch](Result<T> result) {
        delete watch;
        give(std::move(result));
    });
    return promise->future();
}

} // namespace tacklebox::dialects
