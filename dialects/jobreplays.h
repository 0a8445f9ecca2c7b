// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Has a connection's server send jobs again, one request after the other, each once. Where an answer is lost,
// the subscriber's jobs say whether it was done.
//
// Threads: as Caller.
#pragma once

#include "dialects/gatheredjobs.h"

namespace tacklebox::dialects {

class JobReplays final : public QObject
{
    Q_OBJECT

public:
    struct Others
    {
        JobKeeping &keeping;
        ServerJobs &server;
        GatheredJobs &gathering;
    };

    // All is borrowed.
    JobReplays(RemoteSubscribers::Parts parts, const Others &others, QObject *parent = nullptr);

    // One answer an id. What ends the account's calls ends it: the rest is NotTried.
    Async<QList<JobAnswer>> replay(const ReplayRequest &request);

private:
    using Answer = std::optional<Error>; // none: it is sent again

    Async<QList<JobAnswer>> oneByOne(QList<JobId> left, QList<JobAnswer> done);
    Async<Done> send(const JobId &id);
    Future<Answer> answerOf(const JobId &id, const Result<Done> &sent);
    Async<Done> lookAgain(const SubscriberId &subscriber);

    RemoteSubscribers::Parts m_parts;
    Others m_others;
    RouteRest m_rest;
};

} // namespace tacklebox::dialects
