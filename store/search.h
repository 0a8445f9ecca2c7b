// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The full-text index over events, built behind the commits in small steps up to a watermark, and
// the conditions that ask it. What stands behind the watermark is scanned.
#pragma once

#include "core/job.h"
#include "store/jobclause.h"

namespace tacklebox::store {

inline constexpr int kSearchStep = 500;

enum class SearchProgress { More, UpToDate };

// Indexes the next kSearchStep events behind the watermark. A change for idle moments; the writer
// makes it by itself.
Result<SearchProgress> indexEvents(Connection &connection);

// Jobs whose event, subscriber name or callback URL contains the term; under three characters,
// begins with it. A condition over `job j`: ids where they are few, else one for an ordered scan.
Result<Clause> searchJobs(Connection &connection, const QString &term, const QList<JobAttribute> &attributes);

// The same over `event e`.
Result<Clause> searchEvents(Connection &connection, const QString &term);

// The term as a LIKE pattern (with ESCAPE '\'): anywhere, or at the beginning.
[[nodiscard]] QString containing(const QString &term);
[[nodiscard]] QString patternOf(const QString &term);

} // namespace tacklebox::store
