// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Makes commits durable beside the writer: while the disk takes one transaction, the writer runs the
// next. SQLite itself would hold the writer for that long (synchronous=FULL); with NORMAL it leaves the
// wait to this, and who changed something is told after it, as before.
//
// A power cut in between loses what nobody was told of: the log's checksums end it before the first
// frame that is not whole. A killed process loses nothing at all, for the kernel has it.
#pragma once

#include "core/error.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace tacklebox::store {

class LogSync final
{
public:
    // With what kept the commit from the disk. On a thread of its own, "store-syncer".
    using Finish = std::function<void(const std::optional<Error> &)>;

    LogSync() = default;
    // Makes durable and finishes all that it was given.
    ~LogSync();
    LogSync(const LogSync &) = delete;
    LogSync &operator=(const LogSync &) = delete;

    // `log`: SQLite's write-ahead log, the same file as long as a connection is open. First of all, once.
    // Error: FileNotRead.
    Result<Done> open(const QString &log);

    // What was committed until now is made durable, then `finish` runs; in the order of these calls. Waits
    // while another one waits for the disk to be free: what comes meanwhile shares the next commit.
    void finish(Finish finish);
    // The same, and nobody is told. Doesn't wait.
    void soon();

    // The disk refused once: nobody knows what it holds of the log since then (the kernel forgets what it
    // could not write), so nothing is to be committed until the profile is opened again.
    [[nodiscard]] std::optional<Error> failure() const;

private:
    void run();

    QString m_log;
    int m_file = -1;
    mutable std::mutex m_mutex; // over what follows
    std::condition_variable m_wake;
    Finish m_waiting;
    bool m_isWanted = false; // something was committed since the disk was last asked
    bool m_isEnding = false;
    std::optional<Error> m_failure;
    std::thread m_thread;
};

} // namespace tacklebox::store
