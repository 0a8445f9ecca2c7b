// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What `jobs replay --dry-run` says. Nothing is sent.
#pragma once

#include "app/tackle/session.h"

namespace tacklebox::tackle {

// Ends the command.
void tellPlan(Session &session, const ReplayPlan &plan, const ReplayManner &manner);

// Where the backend has no runs: its jobs are looked up, page by page or one by one, and counted. Ends the
// command. `repeated`: so many ids were named once more.
void planWithoutRuns(Session &session, const ReplayRequest &request, qint64 repeated);

} // namespace tacklebox::tackle
