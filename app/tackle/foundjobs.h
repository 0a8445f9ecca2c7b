// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The jobs that a replay by a query is about where the backend has no runs: read page by page, as the server
// has them, before the first is sent.
#pragma once

#include "app/tackle/session.h"

#include <functional>

namespace tacklebox::tackle {

// Where more are found than are sent again at once, or more may be there than were looked through, the command
// ends with that.
void withFoundJobs(Session &session, const JobQuery &query, std::function<void(const QList<Job> &)> then);

} // namespace tacklebox::tackle
