// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Pages of jobs that the server itself narrows, sorts and numbers. They move while somebody walks through
// them: jobs arrive, and one that is sent again changes its place. None is shown twice, and none is left out.
//
// Threads: as Caller.
#pragma once

#include "dialects/jobkeeping.h"
#include "dialects/jobwalks.h"

namespace tacklebox::dialects {

class ServerJobs final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed.
    ServerJobs(RemoteSubscribers::Parts parts, JobKeeping &keeping, QObject *parent = nullptr);

    // Kept, too. The cursors of its neighbours hold as long as this lives; later, a job may come twice.
    Async<Page<Job>> page(const JobQuery &query, std::stop_token stop);
    // The same for a reading of many pages that nobody looks at: it is no answer to who asks again, and how
    // old the list is then is for the reader to note.
    Async<Page<Job>> walked(const JobQuery &query, std::stop_token stop);
    // What the server has for the query's page, and no more.
    Async<Listed<Job>> rows(const JobQuery &query, std::stop_token stop);
    // What the server answered a moment ago, for a page that asks again. None: it hasn't just answered that.
    [[nodiscard]] std::optional<Page<Job>> justAnswered(const JobQuery &query) const;
    void forgetAnswers() { m_answered.clear(); }

private:
    struct Answered
    {
        JobQuery query;
        Page<Job> page;
        std::chrono::milliseconds at{0};
    };
    struct Given;

    void forgetBehind(const NumberedPage &page);
    Async<Page<Job>> turn(const NumberedPage &asked, int turnsLeft, std::stop_token stop);
    Async<Page<Job>> shown(const NumberedPage &asked, const Given &given, int turnsLeft,
                           std::stop_token stop);
    Async<QList<Job>> unseen(const NumberedPage &asked, const QList<Job> &rows, std::stop_token stop);
    Async<Given> give(const JobQuery &query, std::stop_token stop);
    Async<Given> send(const JobQuery &query, std::stop_token stop);

    RemoteSubscribers::Parts m_parts;
    JobKeeping &m_keeping;
    JobWalks m_walks;
    std::deque<Answered> m_answered; // the latest first
};

} // namespace tacklebox::dialects
