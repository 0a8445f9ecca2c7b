// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/exportfile.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QThreadPool>

#include <mutex>

using namespace Qt::StringLiterals;

namespace tacklebox {

// Lives as long as the last piece of work on it, and is touched by that alone.
struct ExportFile::State
{
    const QString path;
    std::mutex mutex;
    std::unique_ptr<QSaveFile> file;
    bool isOver = false; // finished, failed or given up: nothing more is written

    explicit State(QString name)
        : path(std::move(name))
    {
    }

    Result<Done> failed()
    {
        isOver = true;
        const QString why = file->errorString();
        file.reset(); // the piece that is there goes
        return fail({ErrorKind::Failed, Reason::FileNotWritten, {}, path, why, {}, 0});
    }

    Result<Done> open()
    {
        if (file)
            return Done{};
        file = std::make_unique<QSaveFile>(path);
        if (!file->open(QIODevice::WriteOnly))
            return failed();
        file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return Done{};
    }

    Result<Done> write(const std::function<QByteArray()> &text)
    {
        if (auto opened = open(); !opened)
            return opened;
        const QByteArray bytes = text();
        return file->write(bytes) == bytes.size() ? Result<Done>(Done{}) : failed();
    }

    Result<Done> finish()
    {
        if (auto opened = open(); !opened)
            return opened;
        if (!file->commit())
            return failed();
        isOver = true;
        file.reset();
        return Done{};
    }

    void giveUp()
    {
        isOver = true;
        file.reset();
    }
};

namespace {

// One thing at a time; once it is over, nothing any more.
template<typename State, typename Work>
Async<Done> onFileThread(const std::shared_ptr<State> &state, Work work)
{
    const auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    QThreadPool::globalInstance()->start([state, promise, work = std::move(work)] {
        const std::scoped_lock lock(state->mutex);
        if (!state->isOver)
            promise->addResult(work(*state));
        promise->finish();
    });
    return promise->future();
}

} // namespace

Future<bool> isFileThere(const QString &path)
{
    const auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path] {
        promise->addResult(QFileInfo::exists(path));
        promise->finish();
    });
    return promise->future();
}

ExportFile::ExportFile(const QString &path)
    : m_state(std::make_shared<State>(path))
{
}

ExportFile::~ExportFile()
{
    QThreadPool::globalInstance()->start([state = std::move(m_state)] {
        const std::scoped_lock lock(state->mutex);
        state->giveUp();
    });
}

Async<Done> ExportFile::write(std::function<QByteArray()> text)
{
    return onFileThread(m_state, [text = std::move(text)](State &state) { return state.write(text); });
}

Async<Done> ExportFile::finish()
{
    return onFileThread(m_state, [](State &state) { return state.finish(); });
}

} // namespace tacklebox
