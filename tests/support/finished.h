// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Waits for an answer by the event loop itself. QTRY_VERIFY looks once in 50 ms, which a test of a thousand
// requests feels.
#pragma once

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QTimer>

#include <chrono>

namespace tacklebox::test {

// False: not that soon.
template<typename T>
bool finishes(const QFuture<T> &answer, std::chrono::seconds patience = std::chrono::seconds(20))
{
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(answer);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    if (!answer.isFinished())
        loop.exec();
    return answer.isFinished();
}

} // namespace tacklebox::test
