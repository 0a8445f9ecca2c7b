// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/checkpointer.h"

#include "store/connection.h"

#include <pthread.h>

namespace tacklebox::store {

namespace {

// In frames of the log: a page each, 4 KiB.
constexpr int kStep = 4000;
constexpr int kMost = 16'000;

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
    if (frames >= kMost) {
        (void)writer.run(kCopy);
        return;
    }
    if (frames - m_copiedFrames < kStep)
        return;
    m_copiedFrames = frames;
    {
        const std::lock_guard lock(m_mutex);
        m_isAsked = true;
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
        m_wake.wait(lock, [this] { return m_isEnding || m_isAsked; });
        if (m_isEnding)
            return;
        m_isAsked = false;
        lock.unlock();
        if (connection)
            (void)(*connection)->run(kCopy);
        lock.lock();
    }
}

} // namespace tacklebox::store
