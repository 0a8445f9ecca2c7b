// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/jobanswers.h"
#include "app/tackle/jobfilters.h"
#include "app/tackle/jobreport.h"
#include "app/tackle/jobwatch.h"
#include "app/tackle/paging.h"

#include "backend/wording.h"
#include "core/ordervocabulary.h"

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

// Both are written, and each is another word.
void offerOtherSpelling(const Session &session, const QStringList &words)
{
    for (const QString &word : words) {
        if (const auto other = otherSpelling(word))
            session.output().note(Texts::tr("There may be some that are spelled “%1”.").arg(*other));
    }
}

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

    session.with(session.backend().jobs(*query, {}),
                 [&session, words = query->statuses + query->eventTypes](const Page<Job> &found) {
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
                     if (found.rows.isEmpty() && found.number == 1)
                         offerOtherSpelling(session, words);
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
        tellAge(session.output(), detail.asOf);
        session.finish();
    });
}

void dropFound(Session &session, const JobQuery &query)
{
    session.with(session.backend().dropFound(query), [&session](qint64 dropped) {
        if (session.output().isJson())
            session.output().document({{"dropped", dropped}});
        else
            session.output().text(Texts::tr("%n job(s) given up.", nullptr, int(dropped)));
        session.finish();
    });
}

void dropJobs(Session &session, const Arguments &arguments)
{
    const auto query = jobFilterFrom(arguments);
    if (!query)
        return session.finish(query.error());
    const bool hasIds = !arguments.words().isEmpty();
    if (hasIds != isUnfiltered(*query))
        return session.finish(usage(Texts::tr("Give ids, or filters: one of the two.")));
    if (!hasIds)
        return dropFound(session, *query);
    session.with(
        session.backend().drop(jobIdsOf(arguments.words())), [&session](const QList<JobAnswer> &answers) {
            const auto error = tellAnswers(session, answers);
            if (!session.output().isJson())
                session.output().text(Texts::tr("%n job(s) given up.", nullptr, int(doneIn(answers))));
            session.finish(error ? exitCodeOf(error->kind) : 0);
        });
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
        {"jobs drop",
         "[ID …]",
         QT_TRANSLATE_NOOP("Tackle", "give up jobs that are not delivered: these, or what filters find"),
         0,
         kAnyNumber,
         jobFilterOptions(),
         dropJobs},
        {"jobs watch",
         "",
         QT_TRANSLATE_NOOP("Tackle",
                           "each job as it changes, until Ctrl+C; with --json, {\"overflow\":true} says that "
                           "more changed than are told"),
         0,
         0,
         jobWatchOptions(),
         watchJobs},
    };
}

} // namespace tacklebox::tackle
