// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A few threads that answer questions, each with its own read-only connection and one snapshot a
// question.
#pragma once

#include "store/store.h"

#include <QThread>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace tacklebox::store {

class ReaderPool final
{
public:
    explicit ReaderPool(QString file);
    // Interrupts what runs, refuses what waits, and ends the threads.
    ~ReaderPool();

    // Any thread.
    void enqueue(Store::Question question);

private:
    void runThread();
    void answer(Connection &connection, const Store::Question &question);

    QString m_file;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Store::Question> m_queue;
    std::vector<Connection *> m_open; // the threads' own, to be interrupted at the end
    bool m_isEnding = false;
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace tacklebox::store
