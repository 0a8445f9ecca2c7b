// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/writer.h"

#include "store/openlock.h"
#include "store/profiledirectory.h"
#include "store/schema.h"
#include "store/search.h"

#include <algorithm>

namespace tacklebox::store {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Keep one commit, and with it the wait for its durability, short: a batch of events takes milliseconds.
static constexpr size_t kMaxBatch = 512;
static constexpr auto kLongestRun = 4ms;

// How long nothing was to be written before the full-text index goes on by a step.
static constexpr auto kIdle = 100ms;
// Under a load that never rests, a step still comes this often.
static constexpr auto kLongestWait = 2s;

// From here on the log is made durable by LogSync; what copies it waits for the disk as before.
static constexpr char kSyncedBesides[] = "PRAGMA synchronous=NORMAL";
static constexpr char kBegin[] = "BEGIN IMMEDIATE";
static constexpr char kCommit[] = "COMMIT";
static constexpr char kRollback[] = "ROLLBACK";
static constexpr char kSavepoint[] = "SAVEPOINT change";
static constexpr char kUndo[] = "ROLLBACK TO change";
static constexpr char kRelease[] = "RELEASE change";

Writer::Writer(QString directory, std::function<void()> committed)
    : m_directory(std::move(directory))
    , m_committed(std::move(committed))
    , m_checkpointer(databaseFile(m_directory))
{
}

Writer::~Writer()
{
    if (!m_thread)
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread->wait();
}

Result<qint64> Writer::start()
{
    std::promise<Result<qint64>> started;
    auto answer = started.get_future();
    m_thread.reset(
        QThread::create([this, promise = std::move(started)]() mutable { runThread(std::move(promise)); }));
    m_thread->setObjectName(u"store-writer"_s);
    m_thread->start();
    return answer.get();
}

void Writer::enqueue(Store::Change change)
{
    {
        const std::lock_guard lock(m_mutex);
        auto &queue = change.precedence == Precedence::First ? m_first : m_queue;
        queue.push_back(std::move(change));
    }
    m_wake.notify_one();
}

Result<qint64> Writer::openDatabase()
{
    // Two processes that make the same profile at once take turns.
    const OpenLock turn(m_directory);
    makePrivateFile(databaseFile(m_directory));
    auto opened = Connection::open(databaseFile(m_directory), Connection::Access::ReadWrite);
    if (!opened)
        return fail(opened.error());
    m_connection = std::move(*opened);
    if (auto done = recognize(*m_connection); !done)
        return fail(done.error());
    if (auto done = m_connection->prepareForWriting(); !done)
        return fail(done.error());
    if (auto done = migrate(*m_connection, m_directory); !done)
        return fail(done.error());
    if (auto done = m_log.open(databaseFile(m_directory) + u"-wal"_s); !done)
        return fail(done.error());
    if (auto done = m_connection->run(kSyncedBesides); !done)
        return fail(done.error());
    return lastRevision(*m_connection);
}

void Writer::runThread(std::promise<Result<qint64>> started)
{
    auto opened = openDatabase();
    const bool isOpen = opened.has_value();
    started.set_value(std::move(opened));
    auto lastStep = std::chrono::steady_clock::now();
    while (isOpen) {
        std::optional<Batch> batch = takeBatch();
        if (!batch)
            break;
        const bool isIdle = batch->empty();
        if (!isIdle)
            commit(std::move(*batch));
        const auto now = std::chrono::steady_clock::now();
        if (m_wantsIndex && (isIdle || now - lastStep > kLongestWait)) {
            indexStep();
            lastStep = now;
        }
    }
    m_connection.reset();
}

// Empty when it is time for a step of the index; none at the end.
std::optional<Writer::Batch> Writer::takeBatch()
{
    std::unique_lock lock(m_mutex);
    const auto hasWork = [this] { return !m_first.empty() || !m_queue.empty(); };
    const auto isDue = [&] { return m_isEnding || hasWork(); };
    if (m_wantsIndex)
        m_wake.wait_for(lock, kIdle, isDue);
    else
        m_wake.wait(lock, [&] { return isDue() || m_wantsIndex; });
    if (m_isEnding && !hasWork())
        return std::nullopt;
    Batch batch;
    for (auto *queue : {&m_first, &m_queue}) {
        for (; !queue->empty() && batch.size() < kMaxBatch; queue->pop_front())
            batch.push_back(std::move(queue->front()));
    }
    return batch;
}

// What this transaction has no time for.
void Writer::giveBack(Batch &batch, size_t from)
{
    const std::lock_guard lock(m_mutex);
    const auto rest = batch.begin() + ptrdiff_t(from);
    m_queue.insert(m_queue.begin(), std::make_move_iterator(rest), std::make_move_iterator(batch.end()));
    batch.erase(rest, batch.end());
}

// A failure waits for the next event: what is not indexed is scanned.
void Writer::indexStep()
{
    m_wantsIndex = false;
    if (!begin()) {
        if (m_connection->isInTransaction())
            (void)m_connection->hot(kRollback).run();
        return;
    }
    const auto progress = indexEvents(*m_connection);
    if (progress && m_connection->hot(kCommit).run())
        m_wantsIndex = m_wantsIndex || *progress == SearchProgress::More;
    if (m_connection->isInTransaction())
        (void)m_connection->hot(kRollback).run();
}

void Writer::indexSoon()
{
    {
        const std::lock_guard lock(m_mutex);
        m_wantsIndex = true;
    }
    m_wake.notify_one();
}

void Writer::commit(Batch batch)
{
    Changes changes;
    std::optional<Error> failure;
    if (auto begun = begin(); !begun)
        failure = begun.error();
    else if (auto done = runAll(batch, changes); !done)
        failure = done.error();
    else if (auto ended = end(changes); !ended)
        failure = ended.error();
    if (failure) {
        m_connection->countUndone();
        if (m_connection->isInTransaction())
            (void)m_connection->run("ROLLBACK");
    }

    tell(std::move(batch), failure, !failure && !changes.isEmpty());
    if (!failure)
        m_checkpointer.committed(*m_connection);
}

// The deliverer's turns at once, all else when the disk has it.
void Writer::tell(Batch batch, const std::optional<Error> &failure, bool hasNews)
{
    const auto later = std::ranges::stable_partition(
        batch, [](const Store::Change &change) { return change.precedence == Precedence::First; });
    for (auto turn = batch.begin(); turn != later.begin(); ++turn)
        turn->finish(failure);
    batch.erase(batch.begin(), later.begin());
    if (batch.empty()) {
        m_log.soon();
        if (hasNews)
            m_committed();
        return;
    }
    m_log.finish([this, batch = std::make_shared<Batch>(std::move(batch)), failure, hasNews](
                     const std::optional<Error> &unwritten) {
        for (const Store::Change &change : *batch)
            change.finish(failure ? failure : unwritten);
        if (hasNews)
            m_committed();
    });
}

Result<Done> Writer::begin()
{
    if (const auto refused = m_log.failure())
        return fail(*refused);
    if (!m_connection->hot(kBegin).run())
        return fail(m_connection->lastError());
    return checkSchema(*m_connection);
}

// False: it is to be undone.
bool Writer::run(const Store::Change &change)
{
    m_connection->changes() = {};
    const bool isKept = change.run(*m_connection);
    if (!isKept)
        m_connection->countUndone();
    return isKept;
}

Result<Done> Writer::runAll(Batch &batch, Changes &done)
{
    if (batch.size() == 1) {
        const bool isKept = run(batch.front());
        const bool isOpen = m_connection->isInTransaction();
        if (isKept)
            done = std::move(m_connection->changes());
        if ((isKept && !isOpen) || (!isKept && isOpen && !m_connection->hot(kRollback).run()))
            return fail(m_connection->lastError());
        return Done{};
    }
    const auto until = std::chrono::steady_clock::now() + kLongestRun;
    for (size_t at = 0; at < batch.size(); ++at) {
        if (at > 0 && std::chrono::steady_clock::now() >= until) {
            giveBack(batch, at);
            break;
        }
        if (auto ran = runOne(batch[at], done); !ran)
            return ran;
    }
    return Done{};
}

Result<Done> Writer::runOne(Store::Change &change, Changes &done)
{
    if (!m_connection->hot(kSavepoint).run())
        return fail(m_connection->lastError());
    const bool isKept = run(change);
    // A full disk and the like end the whole transaction by themselves.
    if (!m_connection->isInTransaction())
        return fail(m_connection->lastError());
    if (isKept)
        done.append(m_connection->changes());
    else if (!m_connection->hot(kUndo).run())
        return fail(m_connection->lastError());
    if (!m_connection->hot(kRelease).run())
        return fail(m_connection->lastError());
    return Done{};
}

Result<Done> Writer::end(const Changes &done)
{
    if (!m_connection->isInTransaction())
        return Done{}; // a single change that was undone
    if (!done.isEmpty()) {
        if (auto appended = appendChanges(*m_connection, done); !appended)
            return appended;
    }
    if (!m_connection->hot(kCommit).run())
        return fail(m_connection->lastError());
    return Done{};
}

} // namespace tacklebox::store
