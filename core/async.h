// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A result that comes later. Continue it with `.then(context, …)`: it ends with its context, and
// nobody ever waits for one in place.
#pragma once

#include "core/error.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThread>

#include <memory>

namespace tacklebox {

namespace detail {

template<typename T>
struct FutureValue
{
    using Type = T;
    static constexpr bool isFuture = false;
};

// Calls `finished` on the context's thread with the future's result; never, when the context or the
// result's maker ends first. A watcher, because Qt 6.4's own continuation with a context calls into a
// context that is gone.
template<typename T, typename Finished>
void watch(const QFuture<T> &future, QObject *context, Finished finished)
{
    auto *watcher = new QFutureWatcher<T>;
    if (context->thread() == QThread::currentThread())
        watcher->setParent(context);
    else
        watcher->moveToThread(context->thread());
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, finished]() mutable {
        const QFuture<T> done = watcher->future();
        watcher->deleteLater();
        if (done.resultCount() > 0)
            finished(done.result());
    });
    watcher->setFuture(future);
}

} // namespace detail

template<typename T>
class Future : public QFuture<T>
{
public:
    Future() = default;
    Future(const QFuture<T> &future) // a QFuture is one already: no word is needed for it
        : QFuture<T>(future)
    {
    }

    // Runs on the context's thread, and not at all once the context is gone. What answers a future is
    // waited for in turn.
    template<typename Function>
    auto then(QObject *context, Function function) const
    {
        using Answer = std::invoke_result_t<Function, T>;
        using Value = typename detail::FutureValue<Answer>::Type;
        auto promise = std::make_shared<QPromise<Value>>();
        promise->start();
        auto call = std::make_shared<Function>(std::move(function));
        detail::watch<T>(*this, context, [promise, call, context](T result) {
            if constexpr (detail::FutureValue<Answer>::isFuture) {
                detail::watch<Value>((*call)(std::move(result)), context, [promise](Value value) {
                    promise->addResult(std::move(value));
                    promise->finish();
                });
            } else if constexpr (std::is_void_v<Answer>) {
                (*call)(std::move(result));
                promise->finish();
            } else {
                promise->addResult((*call)(std::move(result)));
                promise->finish();
            }
        });
        if constexpr (std::is_void_v<Value>)
            return promise->future();
        else
            return Future<Value>(promise->future());
    }

    // At once, on whichever thread the result comes.
    template<typename Function>
    auto then(QtFuture::Launch policy, Function &&function)
    {
        return QFuture<T>::then(policy, std::forward<Function>(function));
    }
};

namespace detail {

template<typename T>
struct FutureValue<Future<T>>
{
    using Type = T;
    static constexpr bool isFuture = true;
};

template<typename T>
struct FutureValue<QFuture<T>>
{
    using Type = T;
    static constexpr bool isFuture = true;
};

} // namespace detail

template<typename T>
using Async = Future<Result<T>>;

// For an answer that is there already.
template<typename T>
Future<T> resolved(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

template<typename T>
Async<T> ready(Result<T> result)
{
    return resolved<Result<T>>(std::move(result));
}

} // namespace tacklebox
