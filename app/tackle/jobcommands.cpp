// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/interruption.h"
#include "app/tackle/jobfilters.h"
#include "app/tackle/jobreport.h"
#include "app/tackle/paging.h"

#include "backend/wording.h"

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

void listJobs(Session &session, const Arguments &arguments)
{
    auto query = jobFilterFrom(arguments);
    if (!query)
        return session.finish(query.error());
    if (const auto sorted = takeJobSort(arguments.value("sort"_L1), *query); !sorted)
        return session.finish(sorted.error());
    const auto page = pageFrom(arguments);
    if (!page)
        return session.finish(page.error());
    query->page = *page;
    query->count = arguments.has("count"_L1);

    session.with(session.backend().jobs(*query, {}), [&session](const Page<Job> &found) {
        if (session.output().isJson()) {
            Json rows = Json::array();
            for (const Job &job : found.rows)
                rows.push_back(json::job(job));
            session.output().document(json::list(std::move(rows), json::factsOf(found)));
            return session.finish();
        }
        Table table{jobHeadings(), {}};
        for (const Job &job : found.rows)
            table.rows += jobRow(job);
        showTable(session.output(), table, json::factsOf(found));
        session.finish();
    });
}

void showJob(Session &session, const Arguments &arguments)
{
    session.with(session.backend().job({arguments.words().first()}, {}), [&session](const JobDetail &detail) {
        if (session.output().isJson())
            session.output().document(json::jobDetail(detail));
        else
            showDetail(session.output(), detail);
        session.finish();
    });
}

QList<JobId> idsOf(const QStringList &words)
{
    QList<JobId> ids;
    std::ranges::transform(words, std::back_inserter(ids), [](const QString &word) { return JobId{word}; });
    return ids;
}

// One result an id. The first error decides how the command ends.
std::optional<Error> tellAnswers(const Session &session, const QList<JobAnswer> &answers)
{
    std::optional<Error> first;
    Json results = Json::array();
    for (const JobAnswer &answer : answers) {
        Json error;
        if (answer.error) {
            session.explain(*answer.error);
            error = json::error(*answer.error, wording::sentence(*answer.error))["error"];
            if (!first)
                first = answer.error;
        }
        results.push_back({{"id", json::text(answer.id.value)}, {"error", std::move(error)}});
    }
    if (session.output().isJson()) {
        Json document = {{"results", std::move(results)}};
        if (first)
            document["error"] = json::error(*first, wording::sentence(*first))["error"];
        session.output().document(document);
    }
    return first;
}

qsizetype doneIn(const QList<JobAnswer> &answers)
{
    return std::ranges::count_if(answers, [](const JobAnswer &answer) { return !answer.error; });
}

void replay(Session &session, const ReplayRequest &request)
{
    session.with(session.backend().replay(request), [&session](const QList<JobAnswer> &answers) {
        const auto error = tellAnswers(session, answers);
        if (!session.output().isJson())
            session.output().text(
                Texts::tr("%n job(s) wait to be sent again.", nullptr, int(doneIn(answers))));
        if (error)
            return session.finish(exitCodeOf(error->kind));
        session.finishAfterQueueing();
    });
}

void tellDryRun(Session &session, qint64 jobs)
{
    if (session.output().isJson())
        session.output().document({{"jobs", jobs}, {"dry_run", true}});
    else
        session.output().text(Texts::tr("%n job(s) would be sent again.", nullptr, int(jobs)));
    session.finish();
}

void countOnly(Session &session, const ReplayRequest &request)
{
    if (!request.query)
        return tellDryRun(session, request.jobs.size());
    session.with(session.backend().count(*request.query, {}),
                 [&session](qint64 count) { tellDryRun(session, count); });
}

void replayJobs(Session &session, const Arguments &arguments)
{
    const auto query = jobFilterFrom(arguments);
    if (!query)
        return session.finish(query.error());
    const bool wantsAll = arguments.has("all"_L1);
    const bool hasFilter = !isUnfiltered(*query);
    const bool hasIds = !arguments.words().isEmpty();
    if (int(hasIds) + int(hasFilter) + int(wantsAll) != 1)
        return session.finish(usage(Texts::tr("Give ids, or filters, or --all: one of the three.")));

    ReplayRequest request;
    if (hasIds)
        request.jobs = idsOf(arguments.words());
    else
        request.query = *query;
    if (arguments.has("dry-run"_L1))
        return countOnly(session, request);
    replay(session, request);
}

void dropJobs(Session &session, const Arguments &arguments)
{
    session.with(
        session.backend().drop(idsOf(arguments.words())), [&session](const QList<JobAnswer> &answers) {
            const auto error = tellAnswers(session, answers);
            if (!session.output().isJson())
                session.output().text(Texts::tr("%n job(s) given up.", nullptr, int(doneIn(answers))));
            session.finish(error ? exitCodeOf(error->kind) : 0);
        });
}

void watchJobs(Session &session, const Arguments &)
{
    QObject::connect(&session.backend(), &Backend::jobsChanged, &session, [&session](const JobNews &news) {
        for (const Job &job : news.changed) {
            if (session.output().isJson())
                session.output().line(json::job(job));
            else
                session.output().text(jobRow(job).join(u"  "_s));
        }
        if (!news.isOverflowing)
            return;
        session.output().note(Texts::tr("More jobs changed than are shown."));
        if (session.output().isJson())
            session.output().line({{"overflow", true}});
    });
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [&session] { session.finish(); });
    session.output().note(Texts::tr("Watching; end with Ctrl+C."));
}

std::vector<Option> listOptions()
{
    std::vector<Option> options = jobFilterOptions();
    options.push_back(
        {"sort",
         Takes::Value,
         "KEY[:asc|desc]",
         QT_TRANSLATE_NOOP("Tackle",
                           "status_code, event_type, last_sent_at, created_at; newest first unless given")});
    return withPageOptions(std::move(options));
}

std::vector<Option> replayOptions()
{
    std::vector<Option> options = jobFilterOptions();
    options.push_back(
        {"all", Takes::Nothing, nullptr, QT_TRANSLATE_NOOP("Tackle", "every job of the profile")});
    options.push_back({"dry-run", Takes::Nothing, nullptr, QT_TRANSLATE_NOOP("Tackle", "only say how many")});
    return options;
}

} // namespace

std::vector<Command> jobCommands()
{
    return {
        {"jobs list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "the jobs, a page at a time"),
         0,
         0,
         listOptions(),
         listJobs},
        {"jobs show", "ID", QT_TRANSLATE_NOOP("Tackle", "one job with each attempt"), 1, 1, {}, showJob},
        {"jobs replay",
         "[ID …]",
         QT_TRANSLATE_NOOP("Tackle", "send again: these, what filters find, or all"),
         0,
         kAnyNumber,
         replayOptions(),
         replayJobs},
        {"jobs drop",
         "ID …",
         QT_TRANSLATE_NOOP("Tackle", "give up jobs that still wait"),
         1,
         kAnyNumber,
         {},
         dropJobs},
        {"jobs watch",
         "",
         QT_TRANSLATE_NOOP("Tackle",
                           "each job as it changes, until Ctrl+C; with --json, {\"overflow\":true} says that "
                           "more changed than are told"),
         0,
         0,
         {},
         watchJobs},
    };
}

} // namespace tacklebox::tackle
