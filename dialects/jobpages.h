// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Pages of a server that knows numbers alone. Its rows move when jobs arrive, so the pages behind the first
// one ask for what was there when that one came, and for as many rows as it gave. Pure.
#pragma once

#include "core/job.h"

namespace tacklebox::dialects {

// Pages that were reached from one another, by their cursors. 0: none yet.
using WalkNumber = qint64;

// What to ask the server for a page.
struct NumberedPage
{
    JobQuery query; // with the page's number and size, and with `to` at the walk's end
    std::optional<Instant> until; // the walk's end; none: it begins here
    WalkNumber walk = 0;
    bool knowsSize = false; // as many rows are a whole page for sure: the walk's first page gave them
};

// Whether the cursor is of such a page; else it is the cache's.
[[nodiscard]] bool isNumbered(const QString &cursor);
[[nodiscard]] NumberedPage numberedPage(const JobQuery &query);

// Where a walk that begins with these rows ends: behind all that the server had. `now`: when it answered, as
// far as anybody knows.
[[nodiscard]] Instant endOfWalk(const NumberedPage &first, const QList<Job> &rows, Instant now);

// What the server gave for a page.
struct NumberedRows
{
    QList<Job> rows;
    std::optional<qint64> count;
};

// With the cursors of its neighbours, which go on until `until`.
[[nodiscard]] Page<Job> pageOf(const NumberedPage &asked, const NumberedRows &given, Instant until,
                               WalkNumber walk);

} // namespace tacklebox::dialects
