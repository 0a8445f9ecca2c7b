// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/jobwatch.h"

#include "app/tackle/interruption.h"
#include "app/tackle/jobreport.h"
#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kAskedEvery{15};
constexpr int kLongest = 3600; // seconds
constexpr int kNewestJobs = 100;
constexpr int kMostRemembered = 20'000;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void tellNews(const Session &session, const JobNews &news)
{
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
}

void followEngine(Session &session)
{
    QObject::connect(&session.backend(), &Backend::jobsChanged, &session, [&session](const JobNews &news) {
        tellNews(session, news);
    });
    session.output().note(Texts::tr("Watching; end with Ctrl+C."));
}

// The newest first, by whichever time the server sorts.
JobQuery newestOf(const BackendInfo &info)
{
    JobQuery query;
    if (!info.jobSorts.contains(query.sort))
        query.sort = JobSort::LastSent;
    query.page.size = kNewestJobs;
    return query;
}

} // namespace

std::vector<Option> jobWatchOptions()
{
    return {{"every",
             Takes::Value,
             "SECONDS",
             QT_TRANSLATE_NOOP("Tackle", "an account's server is asked so often; 15 unless given")}};
}

void watchJobs(Session &session, const Arguments &arguments)
{
    const auto every = arguments.number("every"_L1, 1, kLongest);
    if (!every)
        return session.finish(every.error());
    const BackendInfo info = session.backend().info();
    if (!info.verbs.testFlag(Verb::ListJobs))
        return session.finish(Error{ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [&session] { session.finish(); });
    if (info.connection == "local"_L1)
        return followEngine(session);
    new JobWatch(session, *every ? std::chrono::seconds(**every) : kAskedEvery);
}

JobWatch::JobWatch(Session &session, std::chrono::seconds every)
    : QObject(&session)
    , m_session(session)
    , m_query(newestOf(session.backend().info()))
{
    m_timer.setSingleShot(true); // counted from the answer: a slow server isn't asked without a rest
    m_timer.setInterval(every);
    connect(&m_timer, &QTimer::timeout, this, &JobWatch::ask);
    ask();
}

void JobWatch::ask()
{
    m_session.backend().refresh(); // not what happens to be kept here
    m_session.backend().jobs(m_query, {}).then(this, [this](const Result<Page<Job>> &page) {
        // What the next question would meet, too, ends it; a server that is away may come back.
        const bool isOver = !page
            && (!m_known || page.error().kind == ErrorKind::NotAuthorised
                || page.error().kind == ErrorKind::Unsupported);
        if (isOver)
            return m_session.finish(page.error());
        if (page)
            take(*page);
        tellStanding();
        m_timer.start();
    });
}

void JobWatch::take(const Page<Job> &page)
{
    if (m_known)
        tellNews(m_session, newsOf(page));
    else
        m_session.output().note(
            Texts::tr("Watching: the server is asked every %n second(s). End with Ctrl+C.",
                      nullptr,
                      int(m_timer.intervalAsDuration().count() / 1000)));
    if (!m_known || m_known->size() > kMostRemembered)
        m_known.emplace();
    for (const Job &job : page.rows)
        m_known->insert(job.id, job);
}

// Oldest first.
JobNews JobWatch::newsOf(const Page<Job> &page) const
{
    JobNews news;
    for (const Job &job : page.rows) {
        const auto known = m_known->find(job.id);
        if (known == m_known->end() || *known != job)
            news.changed.prepend(job);
    }
    const bool isAllNew
        = std::ranges::none_of(page.rows, [this](const Job &job) { return m_known->contains(job.id); });
    news.isOverflowing = isAllNew && !page.rows.isEmpty() && !page.next.isEmpty();
    return news;
}

// Once, when it goes away and when it is back: the cache answers in between.
void JobWatch::tellStanding()
{
    const std::optional<Error> error
        = m_session.services().connections().state(m_session.globals().connection).why;
    const auto failure = error ? std::optional(error->reason) : std::nullopt;
    if (failure == m_failure)
        return;
    m_failure = failure;
    m_session.output().note(error ? wording::sentence(*error) : Texts::tr("The server answers again."));
}

} // namespace tacklebox::tackle
