// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/serverjobs.h"

#include "core/retryafter.h"
#include "dialects/jobcache.h"
#include "store/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A page that asks again, for it was told of changes, has what just came.
constexpr auto kAnswersHoldFor = 15s;
constexpr size_t kAnswersKept = 8; // a list of all connections needs several at once
// A server that gives the same page whatever its number would be asked for ever.
constexpr int kMostTurns = 3;

// A job that is sent again moves on by its time or code, and those behind it move up, over the page's edge.
bool movesRowsUp(const JobQuery &query)
{
    return query.sort == JobSort::StatusCode
        || (query.sort == JobSort::LastSent && query.order == Qt::AscendingOrder);
}

// Where a job stands that moved from a later page to one that was shown.
int pageToLookAt(const JobQuery &query)
{
    const bool isToFront = query.sort == JobSort::LastSent && query.order == Qt::DescendingOrder;
    return isToFront ? 1 : query.page.number - 1;
}

// What narrows the question may be what is refused.
About aboutOf(const JobQuery &query)
{
    return isUnfiltered(query) && query.page.number <= 1 ? About::Account : About::OneThing;
}

JobKeeping::Narrowing narrowingOf(const JobQuery &query)
{
    const bool isFront = query.page.number <= 1 && query.page.cursor.isEmpty();
    return isFront && isUnfiltered(query) ? JobKeeping::Narrowing::None : JobKeeping::Narrowing::Some;
}

// The server's own time where it is ahead of ours, for by that it tells when a job was made.
Instant serverTime(const std::optional<QByteArray> &date, Instant now)
{
    const auto ahead = date ? retryAfterFrom(*date, now) : std::nullopt;
    return ahead && *ahead > 0ms ? now + *ahead + 1s : now; // it is told in whole seconds
}

} // namespace

struct ServerJobs::Given
{
    Listed<Job> listed;
    std::optional<QByteArray> date; // the header
};

ServerJobs::ServerJobs(RemoteSubscribers::Parts parts, JobKeeping &keeping, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_keeping(keeping)
{
}

std::optional<Page<Job>> ServerJobs::justAnswered(const JobQuery &query) const
{
    const auto found = std::ranges::find(m_answered, query, &Answered::query);
    const bool isFresh = found != m_answered.end() && m_parts.clock.running() - found->at < kAnswersHoldFor;
    return isFresh ? std::optional(found->page) : std::nullopt;
}

Async<Page<Job>> ServerJobs::page(const JobQuery &query, std::stop_token stop)
{
    return walked(query, std::move(stop))
        .then(this, [this, query](const Result<Page<Job>> &page) -> Async<Page<Job>> {
            if (!page)
                return ready(page);
            forgetBehind(numberedPage(query));
            m_answered.push_front({query, *page, m_parts.clock.running()});
            if (m_answered.size() > kAnswersKept)
                m_answered.pop_back();
            return m_keeping.noteRead(narrowingOf(query)).then(this, [page](const Result<Done> &noted) {
                return noted ? page : Result<Page<Job>>(fail(noted.error()));
            });
        });
}

Async<Page<Job>> ServerJobs::walked(const JobQuery &query, std::stop_token stop)
{
    return turn(numberedPage(query), kMostTurns, std::move(stop));
}

// What the later pages of the walk showed was what the page hadn't: it may have that now.
void ServerJobs::forgetBehind(const NumberedPage &page)
{
    std::erase_if(m_answered, [&](const Answered &answered) {
        const NumberedPage other = numberedPage(answered.query);
        return page.walk > 0 && other.walk == page.walk && other.query.page.number >= page.query.page.number;
    });
}

Async<Page<Job>> ServerJobs::turn(const NumberedPage &asked, int turnsLeft, std::stop_token stop)
{
    return give(asked.query, stop)
        .then(this, [this, asked, turnsLeft, stop](const Result<Given> &given) -> Async<Page<Job>> {
            return given ? shown(asked, *given, turnsLeft, stop) : ready<Page<Job>>(fail(given.error()));
        });
}

Async<Page<Job>> ServerJobs::shown(const NumberedPage &asked, const Given &given, int turnsLeft,
                                   std::stop_token stop)
{
    const QList<Job> &rows = given.listed.rows;
    const Instant until = endOfWalk(asked, rows, serverTime(given.date, m_parts.clock.now()));
    const WalkNumber walk = m_walks.of(asked);
    Page<Job> page = pageOf(asked, {rows, given.listed.count}, until, walk);
    return unseen(asked, rows, stop)
        .then(this,
              [this, asked, page, walk, turnsLeft, stop](
                  const Result<QList<Job>> &left) mutable -> Async<Page<Job>> {
                  if (!left)
                      return ready<Page<Job>>(fail(left.error()));
                  if (left->isEmpty() && !page.next.isEmpty() && turnsLeft > 1) {
                      JobQuery next = asked.query;
                      next.page.cursor = page.next;
                      return turn(numberedPage(next), turnsLeft - 1, stop);
                  }
                  if (left->isEmpty())
                      page.next.clear();
                  page.rows = *left;
                  m_walks.note(walk, page.number, page.rows);
                  return ready<Page<Job>>(page);
              });
}

// Of the page's rows those that were not shown before. Rows that were tell that others came before them: from
// later pages, for those that are new don't belong to the walk.
Async<QList<Job>> ServerJobs::unseen(const NumberedPage &asked, const QList<Job> &rows, std::stop_token stop)
{
    const QList<Job> left = m_walks.unseen(asked, rows);
    const bool isMoved = left.size() < rows.size() || movesRowsUp(asked.query);
    JobQuery before = asked.query;
    before.page.number = pageToLookAt(asked.query);
    if (!isMoved || !m_walks.has(asked.walk, before.page.number))
        return ready<QList<Job>>(left);
    before.count = false;
    return give(before, std::move(stop))
        .then(this, [this, asked, left](const Result<Given> &given) -> Result<QList<Job>> {
            if (!given)
                return fail(given.error());
            QList<Job> all = m_walks.unseen(asked, given->listed.rows);
            for (const Job &job : left) {
                if (std::ranges::find(all, job.id, &Job::id) == all.end())
                    all.append(job);
            }
            return all;
        });
}

Async<Listed<Job>> ServerJobs::rows(const JobQuery &query, std::stop_token stop)
{
    return give(query, std::move(stop)).then(this, [](const Result<Given> &given) -> Result<Listed<Job>> {
        if (!given)
            return fail(given.error());
        return given->listed;
    });
}

// Where the server knows subscribers by another member than their id, the cache tells it.
Async<ServerJobs::Given> ServerJobs::give(const JobQuery &query, std::stop_token stop)
{
    const QString by
        = settingOf(m_parts.caller.connection(), m_parts.dialect.kind(), u"subscribers_filter"_s).toString();
    if (query.subscribers.isEmpty() || by.isEmpty() || by == "id"_L1)
        return send(query, std::move(stop));
    return m_parts.store
        .read<QList<SubscriberId>>(
            stop,
            [key = m_parts.key, ids = query.subscribers, by](store::Connection &connection) {
                return subscribersBy(connection, key, ids, by);
            })
        .then(this, [this, query, stop](const Result<QList<SubscriberId>> &named) -> Async<Given> {
            if (!named)
                return ready<Given>(fail(named.error()));
            JobQuery asked = query;
            asked.subscribers = *named;
            return send(asked, stop);
        });
}

Async<ServerJobs::Given> ServerJobs::send(const JobQuery &query, std::stop_token stop)
{
    const Dialect *dialect = &m_parts.dialect;
    return m_parts.caller
        .call<Given>([dialect, query](const Access &access) { return dialect->listJobs(access, query, {}); },
                     [dialect](const Response &whole) -> Result<Given> {
                         auto listed = dialect->readJobs(whole, {});
                         if (!listed)
                             return fail(listed.error());
                         return Given{*std::move(listed), valueOf(whole.headers, "Date")};
                     },
                     std::move(stop),
                     aboutOf(query))
        .then(this, [this](Result<Given> given) -> Async<Given> {
            if (!given)
                return ready(given);
            for (Job &job : given->listed.rows)
                job.connection = m_parts.caller.connection().name;
            return m_keeping.keep(given->listed.rows).then(this, [given](const Result<Done> &kept) {
                return kept ? given : Result<Given>(fail(kept.error()));
            });
        });
}

} // namespace tacklebox::dialects
