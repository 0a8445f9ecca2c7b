// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/foundjobs.h"

#include "app/tackle/arguments.h"
#include "app/tackle/paging.h"
#include "backend/replayplan.h"
#include "backend/wording.h"

#include <QCoreApplication>

namespace tacklebox::tackle {

namespace {

using Then = std::function<void(const QList<Job> &)>;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void readOn(Session &session, const JobQuery &query, const JobsToReplay &before, const Then &then)
{
    session.with(session.backend().jobs(query, {}), [&session, query, before, then](const Page<Job> &page) {
        JobsToReplay found = before;
        if (const auto next = addPage(found, query, page))
            return readOn(session, *next, found, then);
        if (found.isAll) {
            tellAge(session.output(), found.asOf);
            return then(found.jobs);
        }
        if (found.lookedThrough)
            return session.finish(usage(wording::lookedThrough(*found.lookedThrough) + u' '
                                        + Texts::tr("Narrow them by --from, --to or --subscriber, say.")));
        session.finish(usage(Texts::tr("More jobs are found than the %1 that were read, and %2 at most are "
                                       "sent again at once: narrow them.")
                                 .arg(found.jobs.size())
                                 .arg(kMostReplayedAtOnce)));
    });
}

} // namespace

void withFoundJobs(Session &session, const JobQuery &query, Then then)
{
    readOn(session, firstToReplay(query), {}, then);
}

} // namespace tacklebox::tackle
