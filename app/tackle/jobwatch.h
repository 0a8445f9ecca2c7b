// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Tells each job that changes, until it is interrupted. The engine says so itself; an account's server is
// asked again and again.
#pragma once

#include "app/tackle/command.h"

#include <QTimer>

namespace tacklebox::tackle {

[[nodiscard]] std::vector<Option> jobWatchOptions();
// Ends the command where there is nothing to watch.
void watchJobs(Session &session, const Arguments &arguments);

// Asks a server for its newest jobs, and tells those that are new or not as they were.
class JobWatch final : public QObject
{
    Q_OBJECT

public:
    JobWatch(Session &session, std::chrono::seconds every);

private:
    void ask();
    void take(const Page<Job> &page);
    void tellStanding();
    [[nodiscard]] JobNews newsOf(const Page<Job> &page) const;

    Session &m_session;
    QTimer m_timer;
    JobQuery m_query;
    std::optional<QHash<JobId, Job>> m_known; // none before the first answer
    std::optional<Reason> m_failure; // as it was told
};

} // namespace tacklebox::tackle
