// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/jobreplays.h"

#include "backend/replaysending.h"
#include "dialects/jobcache.h"
#include "dialects/standing.h"
#include "store/store.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// The server may have sent it by itself, between what was known of it and the replay.
bool wasSentSince(const Job &before, const Job &now, Instant asked)
{
    constexpr auto kTold = 1s; // by a server that tells whole seconds
    return now.lastSentAt && now.lastSentAt > before.lastSentAt && *now.lastSentAt >= asked - kTold;
}

JobAnswer answerFor(const JobId &id, const std::optional<Error> &error)
{
    const bool isUnknown = error && isUncertain(*error);
    return {id, error, isUnknown ? JobFailure::Uncertain : JobFailure::Refused};
}

// Those that an error would meet, too.
QList<JobAnswer> leftOut(const QList<JobId> &left, const Error &error)
{
    QList<JobAnswer> answers;
    for (const JobId &id : left)
        answers.append({id, error, JobFailure::NotTried});
    return answers;
}

} // namespace

JobReplays::JobReplays(RemoteSubscribers::Parts parts, const Others &others, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_others(others)
    , m_rest({parts.caller, parts.clock, parts.store, parts.key}, u"jobs.resend"_s)
{
}

Async<QList<JobAnswer>> JobReplays::replay(const ReplayRequest &request)
{
    if (!request.query)
        return oneByOne(request.jobs, {});
    return m_parts.store
        .read<QList<JobId>>({},
                            [key = m_parts.key, query = *request.query](store::Connection &connection) {
                                return jobIdsOf(connection, key, query);
                            })
        .then(this, [this](const Result<QList<JobId>> &ids) {
            return ids ? oneByOne(*ids, {}) : ready<QList<JobAnswer>>(fail(ids.error()));
        });
}

Async<QList<JobAnswer>> JobReplays::oneByOne(QList<JobId> left, QList<JobAnswer> done)
{
    if (left.isEmpty())
        return ready<QList<JobAnswer>>(done);
    const JobId id = left.takeFirst();
    return send(id)
        .then(this, [this, id](const Result<Done> &sent) { return answerOf(id, sent); })
        .then(this, [this, id, left, done](const Answer &answer) mutable {
            done.append(answerFor(id, answer));
            return answer && endsReplay(*answer) ? ready<QList<JobAnswer>>(done + leftOut(left, *answer))
                                                 : oneByOne(left, done);
        });
}

Async<Done> JobReplays::send(const JobId &id)
{
    return m_rest.ask<Done>(this, [this, id] {
        const Dialect *dialect = &m_parts.dialect;
        return m_parts.caller
            .call([dialect, id](const Access &access) { return dialect->replay(access, id); })
            .then(this, [dialect](const Result<Response> &response) -> Result<Done> {
                const auto error = response ? dialect->errorOf(*response) : response.error();
                if (error)
                    return fail(*error);
                return Done{};
            });
    });
}

Future<JobReplays::Answer> JobReplays::answerOf(const JobId &id, const Result<Done> &sent)
{
    if (sent)
        return resolved<Answer>(std::nullopt);
    if (!isUncertain(sent.error()))
        return resolved<Answer>(ofJob(sent.error(), id));
    const Answer unknown = sent.error();
    return m_others.keeping.seen(id, {}).then(this, [this, id, unknown](const Result<Job> &before) {
        if (!before || before->subscriberId.isEmpty())
            return resolved<Answer>(unknown);
        return lookAgain(before->subscriberId)
            .then(this,
                  [this, id](const Result<Done> &looked) {
                      return looked ? m_others.keeping.seen(id, {}) : ready<Job>(fail(looked.error()));
                  })
            .then(this, [this, before, unknown](const Result<Job> &now) {
                return now && wasSentSince(*before, *now, m_parts.caller.wroteAt()) ? Answer() : unknown;
            });
    });
}

Async<Done> JobReplays::lookAgain(const SubscriberId &subscriber)
{
    if (m_parts.dialect.listsJobsBySubscriber())
        return m_others.gathering.fetch(subscriber, {});
    JobQuery query;
    query.subscribers = {subscriber};
    query.sort = JobSort::LastSent;
    return m_others.server.rows(query, {}).then(this, [](const Result<Listed<Job>> &listed) -> Result<Done> {
        if (!listed)
            return fail(listed.error());
        return Done{};
    });
}

} // namespace tacklebox::dialects
