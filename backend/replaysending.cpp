// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/replaysending.h"

#include <utility>

namespace tacklebox {

bool endsReplay(const Error &error)
{
    return error.kind == ErrorKind::NotAuthorised || error.kind == ErrorKind::Unreachable
        || error.kind == ErrorKind::Unsupported;
}

ReplaySending::ReplaySending(Backend &backend, QList<JobId> jobs, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_left(std::move(jobs))
{
}

void ReplaySending::start()
{
    next();
}

void ReplaySending::next()
{
    if (m_left.isEmpty())
        return emit ended(m_answers);
    if (m_isStopped)
        return leaveOut({ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0});
    const JobId id = m_left.takeFirst();
    m_backend.replay({{id}, {}}).then(this, [this, id](const Result<QList<JobAnswer>> &answers) {
        take(id, answers);
    });
}

void ReplaySending::take(const JobId &id, const Result<QList<JobAnswer>> &answers)
{
    if (!answers && m_answers.isEmpty())
        return emit failed(answers.error());
    if (!answers) { // it was locked meanwhile, for instance
        m_left.prepend(id);
        return leaveOut(answers.error());
    }
    m_answers += *answers;
    emit progressed(int(m_answers.size()), int(m_answers.size() + m_left.size()));
    const std::optional<Error> error = answers->isEmpty() ? std::nullopt : answers->constLast().error;
    if (error && endsReplay(*error))
        return leaveOut(*error);
    next();
}

void ReplaySending::leaveOut(const Error &error)
{
    for (const JobId &id : std::as_const(m_left))
        m_answers.append({id, error, JobFailure::NotTried});
    m_left.clear();
    emit ended(m_answers);
}

} // namespace tacklebox
