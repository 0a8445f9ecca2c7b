// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/foundjobs.h"
#include "app/tackle/inputfile.h"
#include "app/tackle/jobanswers.h"
#include "app/tackle/jobfilters.h"
#include "app/tackle/paging.h"
#include "app/tackle/replaydryrun.h"
#include "app/tackle/replaywatch.h"
#include "app/tackle/sendagain.h"

#include "backend/wordingreplay.h"
#include "core/event.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

struct Wish
{
    ReplayRequest request;
    ReplayManner manner;
};

bool isUrl(const QString &text)
{
    return text.contains("://"_L1);
}

// --to is a URL to send to, or a time where the filter ends: they can't be mistaken for each other.
Result<ReplayManner> mannerFrom(const Arguments &arguments)
{
    ReplayManner manner;
    for (const QString &text : arguments.values("to"_L1)) {
        if (isUrl(text))
            manner.url = text;
    }
    if (arguments.has("rate"_L1)) {
        const auto rate = replayRateFrom(arguments.value("rate"_L1), u"rate"_s);
        if (!rate)
            return fail(rate.error());
        manner.perSecond = *rate;
    }
    if (arguments.has("data"_L1)) {
        auto bytes = readInput(arguments.value("data"_L1), u"data"_s, kMaxPayloadBytes);
        if (!bytes)
            return fail(bytes.error());
        manner.body = *std::move(bytes);
    }
    return manner;
}

Result<Wish> wishFrom(const Arguments &arguments)
{
    auto manner = mannerFrom(arguments);
    if (!manner)
        return fail(manner.error());
    QStringList times = arguments.values("to"_L1);
    times.removeIf(isUrl);
    const auto query = jobFilterFrom(arguments.with("to"_L1, times));
    if (!query)
        return fail(query.error());
    const bool wantsAll = arguments.has("all"_L1);
    const bool hasFilter = !isUnfiltered(*query);
    const bool hasIds = !arguments.words().isEmpty();
    if (int(hasIds) + int(hasFilter) + int(wantsAll) != 1)
        return fail(usage(Texts::tr("Give ids, or filters, or --all: one of the three.")));
    Wish wish{{}, *std::move(manner)};
    if (hasIds)
        wish.request.jobs = jobIdsOf(arguments.words());
    else
        wish.request.query = *query;
    return wish;
}

void replayAtOnce(Session &session, const ReplayRequest &request)
{
    session.with(session.backend().replay(request), [&session](const QList<JobAnswer> &answers) {
        const auto error = tellAnswers(session, answers);
        const int done = int(doneIn(answers));
        if (!session.output().isJson() && (done > 0 || !error))
            session.output().text(Texts::tr("%n job(s) wait to be sent again.", nullptr, done));
        if (error)
            return session.finish(exitCodeOf(error->kind));
        session.finishAfterQueueing();
    });
}

void startRun(Session &session, Replays &replays, const Wish &wish)
{
    session.with(replays.start(wish.request, wish.manner),
                 [&session, &replays](const Replay &begun) { new ReplayWatch(session, replays, begun); });
}

// Each is sent once, however often it was named.
ReplayRequest onceEach(ReplayRequest request)
{
    QSet<JobId> known;
    request.jobs.removeIf([&known](const JobId &id) {
        const bool isKnown = known.contains(id);
        known.insert(id);
        return isKnown;
    });
    return request;
}

// An account's server sends each as it was, one call a job, and knows nothing of runs.
// By their ids: what was counted is what is sent.
void replayFound(Session &session, const JobQuery &query)
{
    withFoundJobs(session, query, [&session](const QList<Job> &jobs) {
        QList<JobId> ids;
        for (const Job &job : jobs)
            ids += job.id;
        sendAgain(session, ids);
    });
}

void replayWithoutRuns(Session &session, const Wish &wish, bool isDry)
{
    if (!wish.manner.isPlain())
        return session.finish(Error{ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
    const ReplayRequest request = onceEach(wish.request);
    const auto go = [&session, request, isDry, named = wish.request.jobs.size()] {
        if (isDry)
            planWithoutRuns(session, request, named - request.jobs.size());
        else if (request.query)
            replayFound(session, *request.query);
        else
            sendAgain(session, request.jobs);
    };
    if (!request.query)
        return go();
    session.with(session.backend().count(*request.query, {}), [&session, go](qint64 jobs) {
        if (jobs <= kMostReplayedAtOnce)
            return go();
        session.finish(
            usage(Texts::tr("%1 jobs are found, and %2 at most are sent again at once: narrow them.")
                      .arg(jobs)
                      .arg(kMostReplayedAtOnce)));
    });
}

void replayJobs(Session &session, const Arguments &arguments)
{
    Replays *replays = session.backend().replays();
    const auto wish = wishFrom(arguments);
    if (!wish)
        return session.finish(wish.error());
    if (!replays)
        return replayWithoutRuns(session, *wish, arguments.has("dry-run"_L1));
    const bool isPlain = wish->manner.isPlain();
    if (arguments.has("dry-run"_L1)) {
        return session.with(replays->plan(wish->request, {}), [&session, wish](const ReplayPlan &plan) {
            tellPlan(session, plan, wish->manner);
        });
    }
    if (!wish->request.query && isPlain)
        return replayAtOnce(session, wish->request);
    if (!isPlain)
        return startRun(session, *replays, *wish);
    session.with(session.backend().count(*wish->request.query, {}), [&session, replays, wish](qint64 jobs) {
        if (jobs > kMostReplayedAtOnce)
            startRun(session, *replays, *wish);
        else
            replayAtOnce(session, wish->request);
    });
}

QStringList rowOf(const Replay &replay)
{
    return {replay.id.value,
            wording::word(replay.state),
            QString::number(replay.jobs),
            QString::number(replay.sent),
            QString::number(replay.left()),
            replay.manner.perSecond ? wording::rate(*replay.manner.perSecond) : u"–"_s,
            replay.manner.url.isEmpty() ? u"–"_s : shortened(replay.manner.url, 40),
            shown(replay.createdAt)};
}

// Null, and the command ends, where the backend keeps no runs.
Replays *replaysOf(Session &session)
{
    Replays *replays = session.backend().replays();
    if (!replays)
        session.finish(Error{ErrorKind::Unsupported, {}, {}, {}, {}, {}, 0});
    return replays;
}

void listReplays(Session &session, const Arguments &)
{
    Replays *replays = replaysOf(session);
    if (!replays)
        return;
    session.with(replays->list({}), [&session](const QList<Replay> &found) {
        json::ListFacts facts;
        if (session.output().isJson()) {
            Json rows = Json::array();
            for (const Replay &replay : found)
                rows.push_back(json::replay(replay));
            session.output().document(json::list(std::move(rows), facts));
            return session.finish();
        }
        Table table{{u"ID"_s, u"STATE"_s, u"JOBS"_s, u"SENT"_s, u"LEFT"_s, u"RATE"_s, u"TO"_s, u"CREATED"_s},
                    {}};
        for (const Replay &replay : found)
            table.rows += rowOf(replay);
        showTable(session.output(), table, facts);
        session.finish();
    });
}

void show(Session &session, const Replay &replay)
{
    if (session.output().isJson())
        session.output().document(json::replay(replay));
    else
        session.output().members(json::replay(replay));
    session.finish();
}

void showReplay(Session &session, const Arguments &arguments)
{
    if (Replays *replays = replaysOf(session))
        session.with(replays->replay({arguments.words().first()}, {}),
                     [&session](const Replay &replay) { show(session, replay); });
}

template<ReplayDeed deed>
void changeReplay(Session &session, const Arguments &arguments)
{
    Replays *replays = replaysOf(session);
    if (!replays)
        return;
    session.with(replays->change({arguments.words().first()}, deed), [&session](const Replay &replay) {
        if (!session.output().isJson())
            session.output().text(
                Texts::tr("Replay %1, %2: %3.")
                    .arg(replay.id.value, wording::word(replay.state).toLower(), wording::progress(replay)));
        else
            session.output().document(json::replay(replay));
        session.finish();
    });
}

std::vector<Option> replayOptions()
{
    std::vector<Option> options = jobFilterOptions();
    const auto to
        = std::ranges::find_if(options, [](const Option &o) { return QLatin1StringView(o.name) == "to"_L1; });
    to->value = "TIME|URL";
    to->text = QT_TRANSLATE_NOOP("Tackle",
                                 "created before; or, with a URL: sent there instead, once each and signed "
                                 "anew, and the jobs stay as they are. The subscriber's own headers go along "
                                 "to its own host only");
    options.push_back(
        {"all", Takes::Nothing, nullptr, QT_TRANSLATE_NOOP("Tackle", "every job of the profile")});
    options.push_back({"dry-run",
                       Takes::Nothing,
                       nullptr,
                       QT_TRANSLATE_NOOP("Tackle", "only say how many, of whom, and what may arrive twice")});
    options.push_back({"rate",
                       Takes::Value,
                       "N/s",
                       QT_TRANSLATE_NOOP("Tackle", "not faster than that; 0.5/s and 30/m are understood")});
    options.push_back(
        {"data",
         Takes::Value,
         "FILE",
         QT_TRANSLATE_NOOP("Tackle", "another body, for one job: sent once; - for standard input")});
    return options;
}

} // namespace

std::vector<Command> replayCommands()
{
    return {
        {"jobs replay",
         "[ID …]",
         QT_TRANSLATE_NOOP("Tackle", "send again: these, what filters find, or all"),
         0,
         kAnyNumber,
         replayOptions(),
         replayJobs},
        {"replays list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "the replays of many jobs, newest first"),
         0,
         0,
         {},
         listReplays},
        {"replays show", "R", QT_TRANSLATE_NOOP("Tackle", "how far one is"), 1, 1, {}, showReplay},
        {"replays pause",
         "R",
         QT_TRANSLATE_NOOP("Tackle", "set no more of its jobs free for now"),
         1,
         1,
         {},
         changeReplay<ReplayDeed::Pause>},
        {"replays resume",
         "R",
         QT_TRANSLATE_NOOP("Tackle", "go on with a paused one"),
         1,
         1,
         {},
         changeReplay<ReplayDeed::Resume>},
        {"replays cancel",
         "R",
         QT_TRANSLATE_NOOP("Tackle", "end one; what was sent stays sent"),
         1,
         1,
         {},
         changeReplay<ReplayDeed::Cancel>},
    };
}

} // namespace tacklebox::tackle
