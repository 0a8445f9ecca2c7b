// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/jobpages.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

constexpr int kCursorParts = 4;
// The most that a server gives is a round number.
constexpr int kRound = 5;

struct PageCursor
{
    int number = 1;
    Instant until;
    int size = 0; // of a page, as the walk's first one told it; 0: nobody knows
    WalkNumber walk = 0;
};

QString textOfPage(const PageCursor &cursor)
{
    return u"%1@%2@%3@%4"_s.arg(cursor.number).arg(toMillis(cursor.until)).arg(cursor.size).arg(cursor.walk);
}

std::optional<PageCursor> pageCursorFrom(const QString &text)
{
    const QStringList parts = text.split(u'@');
    if (parts.size() != kCursorParts)
        return std::nullopt;
    return PageCursor{std::max(parts.at(0).toInt(), 1),
                      fromMillis(parts.at(1).toLongLong()),
                      std::clamp(parts.at(2).toInt(), 0, 1000),
                      parts.at(3).toLongLong()};
}

// What is told in whole seconds may have been made later within that one.
Instant justBehind(Instant created)
{
    const bool isWhole = created.time_since_epoch() % 1s == 0ms;
    return created + (isWhole ? 1000ms : 1ms);
}

bool isNewestFirst(const JobQuery &query, const QList<Job> &rows)
{
    return query.page.number == 1 && query.sort == JobSort::Created && query.order == Qt::DescendingOrder
        && std::ranges::is_sorted(rows, std::ranges::greater(), &Job::createdAt);
}

// A server may give fewer rows than it was asked for, so that a page which isn't full may not be the last.
bool hasNext(const NumberedPage &asked, const NumberedRows &given)
{
    const PageRequest &page = asked.query.page;
    const qint64 rows = given.rows.size();
    if (rows == 0)
        return false;
    const bool isFull = rows >= page.size;
    if (!given.count)
        return isFull || (!asked.knowsSize && rows % kRound == 0);
    const qint64 last = qint64(page.number - 1) * page.size + rows;
    if (isFull || last == *given.count)
        return last < *given.count;
    return page.number * rows < *given.count;
}

} // namespace

bool isNumbered(const QString &cursor)
{
    return pageCursorFrom(cursor).has_value();
}

NumberedPage numberedPage(const JobQuery &query)
{
    NumberedPage page;
    page.query = query;
    page.query.page.cursor.clear();
    page.query.page.number = std::max(query.page.number, 1);
    const auto cursor = pageCursorFrom(query.page.cursor);
    if (!cursor)
        return page;
    page.query.page.number = cursor->number;
    if (cursor->size > 0)
        page.query.page.size = cursor->size;
    page.query.to = std::min(query.to.value_or(cursor->until), cursor->until);
    page.until = cursor->until;
    page.walk = cursor->walk;
    page.knowsSize = cursor->size > 0;
    return page;
}

Instant endOfWalk(const NumberedPage &first, const QList<Job> &rows, Instant now)
{
    if (first.until)
        return *first.until;
    if (rows.isEmpty())
        return now;
    const Instant newest = std::ranges::max(rows, {}, &Job::createdAt).createdAt;
    // In another order, newer ones may stand on other pages.
    return isNewestFirst(first.query, rows) && newest > Instant{} ? justBehind(newest)
                                                                  : std::max(justBehind(newest), now);
}

Page<Job> pageOf(const NumberedPage &asked, const NumberedRows &given, Instant until, WalkNumber walk)
{
    const PageRequest &request = asked.query.page;
    Page<Job> page;
    page.rows = given.rows;
    page.count = given.count;
    page.number = request.number;
    page.size = request.size;
    const bool isFollowed = hasNext(asked, given);
    const bool isFirst = request.number == 1;
    const bool begins = isFirst && !asked.until;
    if (begins && isFollowed)
        page.size = std::min(page.size, int(given.rows.size()));
    const int size = begins || asked.knowsSize ? page.size : 0;
    if (isFollowed)
        page.next = textOfPage(PageCursor{request.number + 1, until, size, walk});
    if (!isFirst)
        page.previous = textOfPage(PageCursor{request.number - 1, until, size, walk});
    return page;
}

} // namespace tacklebox::dialects
