// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/store.h"

#include "store/bell.h"
#include "store/profiledirectory.h"
#include "store/readerpool.h"
#include "store/schema.h"
#include "store/writer.h"

#include <future>

namespace tacklebox::store {

namespace {

Result<std::unique_ptr<BellRope>> ropeIn(const QString &directory)
{
    if (auto done = prepareDirectory(directory); !done)
        return fail(done.error());
    return std::make_unique<BellRope>(directory);
}

} // namespace

Store::Store(QString directory)
    : m_directory(std::move(directory))
{
}

// The news first, then the questions, then the changes, which are all committed.
Store::~Store()
{
    m_bell.reset();
    m_readers.reset();
    m_writer.reset();
}

Result<std::unique_ptr<Store>> Store::open(const QString &directory)
{
    // The caller's thread may be a window's: it waits, and touches no file.
    auto rope = std::async(std::launch::async, ropeIn, directory).get();
    if (!rope)
        return fail(rope.error());
    std::unique_ptr<Store> store(new Store(directory));
    store->m_rope = std::move(*rope);
    store->m_writer = std::make_unique<Writer>(directory, [rope = store->m_rope.get()] { rope->ring(); });
    const auto revision = store->m_writer->start();
    if (!revision)
        return fail(revision.error());
    store->m_readers = std::make_unique<ReaderPool>(databaseFile(directory));
    store->m_bell = std::make_unique<Bell>(directory, *revision, [told = store.get()](const News &news) {
        if (news.events > 0)
            told->m_writer->indexSoon();
        emit told->newsArrived(news);
    });
    return store;
}

QString Store::directory() const
{
    return m_directory;
}

void Store::enqueueWrite(Change change)
{
    m_writer->enqueue(std::move(change));
}

void Store::enqueueRead(Question question)
{
    m_readers->enqueue(std::move(question));
}

} // namespace tacklebox::store
