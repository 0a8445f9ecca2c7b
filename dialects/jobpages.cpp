// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/jobpages.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

QString cursorTo(int number, Instant asked)
{
    return u"%1@%2"_s.arg(number).arg(toMillis(asked));
}

} // namespace

NumberedPage numberedPage(const JobQuery &query, Instant now)
{
    NumberedPage page{query, now};
    page.query.page.cursor.clear();
    page.query.page.number = std::max(query.page.number, 1);
    const QString &cursor = query.page.cursor;
    const qsizetype at = cursor.indexOf(u'@');
    if (at <= 0)
        return page;
    page.query.page.number = std::max(cursor.first(at).toInt(), 1);
    page.asked = fromMillis(cursor.sliced(at + 1).toLongLong());
    page.query.to = std::min(query.to.value_or(page.asked), page.asked);
    return page;
}

Page<Job> pageOf(const NumberedPage &asked, const QList<Job> &rows, std::optional<qint64> count)
{
    const PageRequest &request = asked.query.page;
    Page<Job> page;
    page.rows = rows;
    page.count = count;
    page.number = request.number;
    page.size = request.size;
    if (rows.size() >= request.size)
        page.next = cursorTo(request.number + 1, asked.asked);
    if (request.number > 1)
        page.previous = cursorTo(request.number - 1, asked.asked);
    return page;
}

} // namespace tacklebox::dialects
