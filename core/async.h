// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A result that comes later. Continue it with `.then(context, …)`: it ends with its context, and
// nobody ever waits for one in place.
#pragma once

#include "core/error.h"

#include <QFuture>
#include <QPromise>

#include <memory>

namespace tacklebox {

template<typename T>
using Async = QFuture<Result<T>>;

// For an answer that is there already.
template<typename T>
Async<T> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

} // namespace tacklebox
