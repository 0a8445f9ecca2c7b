// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/readerpool.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

// One long search leaves two for the pages.
static constexpr int kThreads = 3;

namespace {

Error cancelled()
{
    return {ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0};
}

} // namespace

ReaderPool::ReaderPool(QString file)
    : m_file(std::move(file))
{
    for (int i = 0; i < kThreads; ++i) {
        m_threads.emplace_back(QThread::create([this] { runThread(); }));
        m_threads.back()->setObjectName(u"store-reader-%1"_s.arg(i + 1));
        m_threads.back()->start();
    }
}

ReaderPool::~ReaderPool()
{
    std::deque<Store::Question> left;
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        left.swap(m_queue);
        for (Connection *connection : m_open)
            connection->interrupt();
    }
    m_wake.notify_all();
    for (const Store::Question &question : left)
        question.refuse(cancelled());
    for (const auto &thread : m_threads)
        thread->wait();
}

void ReaderPool::enqueue(Store::Question question)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(question));
    }
    m_wake.notify_one();
}

void ReaderPool::runThread()
{
    auto opened = Connection::open(m_file, Connection::Access::ReadOnly);
    std::unique_lock lock(m_mutex);
    if (opened)
        m_open.push_back(opened->get());
    while (true) {
        m_wake.wait(lock, [this] { return m_isEnding || !m_queue.empty(); });
        if (m_isEnding)
            break;
        const Store::Question question = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        if (!opened)
            question.refuse(opened.error());
        else
            answer(**opened, question);
        lock.lock();
    }
    // Under the lock still: nobody interrupts a connection that is gone.
    m_open.clear();
}

void ReaderPool::answer(Connection &connection, const Store::Question &question)
{
    if (question.stop.stop_requested()) {
        question.refuse(cancelled());
        return;
    }
    connection.setStopToken(question.stop);
    {
        const std::stop_callback interrupt(question.stop, [&connection] { connection.interrupt(); });
        if (auto begun = connection.run("BEGIN"); !begun)
            question.refuse(begun.error());
        else
            question.run(connection);
    }
    connection.setStopToken({});
    if (connection.isInTransaction())
        (void)connection.run("COMMIT");
}

} // namespace tacklebox::store
