// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/replaydryrun.h"

#include "app/tackle/foundjobs.h"
#include "app/tackle/paging.h"
#include "backend/replayplan.h"
#include "backend/wordingreplay.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void sayPlan(const Output &output, const ReplayPlan &plan, const ReplayManner &manner)
{
    if (output.isJson())
        return output.document(json::replayPlan(plan));
    output.text(wording::summary(plan));
    for (const QString &caution : wording::cautions(plan, manner))
        output.text(caution);
}

struct Named
{
    QList<JobId> left; // to be looked up
    QList<Job> known;
    QStringList unknown;
    qint64 repeated = 0;
    std::optional<Instant> asOf; // of the oldest that the server didn't give now
};

void tellNamed(Session &session, const Named &named)
{
    ReplayPlan plan = replayPlanOf(named.known);
    plan.jobs += named.unknown.size();
    plan.repeated = named.repeated;
    sayPlan(session.output(), plan, {});
    if (!named.unknown.isEmpty() && !session.output().isJson())
        session.output().text(
            Texts::tr("Nothing is known here of %1.", "jobs").arg(named.unknown.join(u", "_s)));
    tellAge(session.output(), named.asOf);
    session.finish();
}

// The server may have one that was never listed here. That it hasn't is known where the server said so.
bool isOnlyUnknownHere(const Error &error)
{
    return error.kind == ErrorKind::Unsupported
        || (error.kind == ErrorKind::NotFound && error.httpStatus == 0);
}

void planNamed(Session &session, Named named)
{
    if (named.left.isEmpty())
        return tellNamed(session, named);
    const JobId id = named.left.takeFirst();
    session.backend().job(id, {}).then(&session, [&session, named, id](const Result<JobDetail> &found) {
        if (!found && !isOnlyUnknownHere(found.error()))
            return session.finish(found.error());
        Named now = named;
        if (!found)
            now.unknown += id.value;
        else
            now.known += found->job;
        if (found && found->asOf)
            now.asOf = std::min(*found->asOf, now.asOf.value_or(*found->asOf));
        planNamed(session, now);
    });
}

} // namespace

void tellPlan(Session &session, const ReplayPlan &plan, const ReplayManner &manner)
{
    sayPlan(session.output(), plan, manner);
    session.finish();
}

void planWithoutRuns(Session &session, const ReplayRequest &request, qint64 repeated)
{
    const Verbs verbs = session.backend().info().verbs;
    if (!verbs.testAnyFlags(Verb::ListJobs | Verb::Replay))
        return session.finish(Error{ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
    if (!verbs.testFlag(Verb::Replay))
        session.output().note(Texts::tr("As it is set now, this connection can't send jobs again."));
    if (request.query)
        return withFoundJobs(session, *request.query, [&session](const QList<Job> &jobs) {
            tellPlan(session, replayPlanOf(jobs), {});
        });
    planNamed(session, {request.jobs, {}, {}, repeated, {}});
}

} // namespace tacklebox::tackle
