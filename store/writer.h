// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The one thread that writes: commits all the changes that are queued as one transaction, and
// finishes their futures when it is durable (store/logsync).
#pragma once

#include "store/checkpointer.h"
#include "store/logsync.h"
#include "store/store.h"

#include <QThread>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>

namespace tacklebox::store {

class Writer final
{
public:
    // `committed` runs after each commit that has news, on a thread of the writer's, sometimes on two at once.
    Writer(QString directory, std::function<void()> committed);
    // Commits what is queued, then ends the thread.
    ~Writer();

    // Opens and migrates the database on the writer's thread; answers the last revision. Once.
    Result<qint64> start();

    // Any thread.
    void enqueue(Store::Change change);
    // Events were published, by whatever process: the full-text index follows in idle moments. Any thread.
    void indexSoon();

private:
    using Batch = std::vector<Store::Change>;

    void runThread(std::promise<Result<qint64>> started);
    Result<qint64> openDatabase();
    std::optional<Batch> takeBatch();
    void indexStep();
    void giveBack(Batch &batch, size_t from);
    void commit(Batch batch);
    void tell(Batch batch, const std::optional<Error> &failure, bool hasNews);
    Result<Done> runAll(Batch &batch, Changes &done);
    bool run(const Store::Change &change);
    Result<Done> runOne(Store::Change &change, Changes &done);
    Result<Done> begin();
    Result<Done> end(const Changes &done);

    QString m_directory;
    std::function<void()> m_committed;
    std::unique_ptr<Connection> m_connection; // the thread's
    Checkpointer m_checkpointer;
    LogSync m_log;
    std::unique_ptr<QThread> m_thread;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Store::Change> m_first;
    std::deque<Store::Change> m_queue;
    bool m_isEnding = false;
    std::atomic<bool> m_wantsIndex = true; // from the start: another run may have left some
};

} // namespace tacklebox::store
