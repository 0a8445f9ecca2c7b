// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/checkpointer.h"

#include "store/connection.h"

#include <pthread.h>

namespace tacklebox::store {

namespace {

// In frames of the log: a page each, 4 KiB.
constexpr int kStep = 1000; // larger ones keep the disk from the next commit for a tenth of a second
constexpr int kMost = 16'000;
constexpr int kRest = 500; // what the writer may copy itself
constexpr int kTooMany = 2 * kMost; // nobody copied: the writer does, whatever it takes

// Passive: waits for nobody, and copies what no reader holds up.
constexpr char kCopy[] = "PRAGMA wal_checkpoint(PASSIVE)";

} // namespace

Checkpointer::Checkpointer(QString file)
    : m_file(std::move(file))
{
}

Checkpointer::~Checkpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Checkpointer::committed(Connection &writer)
{
    const int frames = writer.logFrames();
    if (frames < m_copiedFrames)
        m_copiedFrames = 0; // the log began anew
    const int left = frames - m_copiedFrames;
    const bool isLong = frames >= kMost;
    if (!isLong && left < kStep)
        return;
    bool isCopiedHere = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isCopying)
            return;
        m_isCopying = left >= kRest && frames < kTooMany;
        isCopiedHere = !m_isCopying;
    }
    m_copiedFrames = frames;
    if (isCopiedHere) {
        (void)writer.run(kCopy);
        return;
    }
    if (!m_thread.joinable())
        m_thread = std::thread([this] { run(); });
    m_wake.notify_one();
}

// A failure is left to the next time: until then the log only grows.
void Checkpointer::run()
{
    pthread_setname_np(pthread_self(), "store-copier");
    auto connection = Connection::open(m_file, Connection::Access::ReadWrite);
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_isEnding || m_isCopying; });
        if (m_isEnding)
            return;
        lock.unlock();
        if (connection)
            (void)(*connection)->run(kCopy);
        lock.lock();
        m_isCopying = false;
    }
}

} // namespace tacklebox::store
