// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a JobQuery asks for, as the condition of a statement over `job j`.
#pragma once

#include "core/job.h"
#include "store/connection.h"

namespace tacklebox::store {

struct Clause
{
    QByteArray sql = "1";
    Values values;

    void add(const QByteArray &condition, const Values &more); // joined by and
};

// Ids and URLs are looked up here, so the condition holds integers.
Result<Clause> jobClause(Connection &connection, const JobQuery &query);

// ?, ?, ? - as many as there are values.
[[nodiscard]] QByteArray placeholders(qsizetype count);

} // namespace tacklebox::store
