// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Pages of a server that knows numbers alone. Its rows move when jobs arrive, so the later pages ask for what
// was there when the first one was asked for. Pure.
#pragma once

#include "core/job.h"

namespace tacklebox::dialects {

// What to ask the server for this page. `now`: when it is asked.
struct NumberedPage
{
    JobQuery query; // with the page's number, and with `to` at the first page's time
    Instant asked; // the first page's
};

[[nodiscard]] NumberedPage numberedPage(const JobQuery &query, Instant now);

// With the cursors of its neighbours. There is a next one where as many came as were asked for.
[[nodiscard]] Page<Job> pageOf(const NumberedPage &asked, const QList<Job> &rows,
                               std::optional<qint64> count);

} // namespace tacklebox::dialects
