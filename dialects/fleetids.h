// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Rows and questions on their way between a connection and the fleet: with the ids of core/fleetid.h there,
// and with the connection's own here. Pure.
#pragma once

#include "core/fleetid.h"
#include "core/job.h"
#include "core/subscriber.h"

namespace tacklebox::dialects {

// A connection's row as the fleet shows it: every id in it is the fleet's.
[[nodiscard]] Subscriber inFleet(const QString &connection, Subscriber row);
[[nodiscard]] Job inFleet(const QString &connection, Job row);

// The part of a question that is this connection's, with its own ids. None: it asks for rows of others alone.
[[nodiscard]] std::optional<JobQuery> within(const QString &connection, JobQuery query);

} // namespace tacklebox::dialects
