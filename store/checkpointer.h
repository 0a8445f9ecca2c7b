// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Copies what was committed from the write-ahead log into the database, beside the writer: a commit
// would wait for the disk much longer than for its own durability.
//
// Threads: every function from the writer's thread. Its own thread begins with the first copying.
#pragma once

#include <QString>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tacklebox::store {

class Connection;

class Checkpointer final
{
public:
    explicit Checkpointer(QString file);
    ~Checkpointer();
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    // After each commit. Beyond a size the log must come to an end, and only a writer that pauses lets it
    // begin anew: the writer copies the rest itself then, once it is short.
    void committed(Connection &writer);

private:
    void run();

    const QString m_file;
    int m_copiedFrames = 0; // asked for, of the log as it is
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isCopying = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace tacklebox::store
