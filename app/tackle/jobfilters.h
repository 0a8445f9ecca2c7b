// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The filters of jobs, as `jobs list` and `jobs replay` take them.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

[[nodiscard]] std::vector<Option> jobFilterOptions();
// The query without its page and order.
Result<JobQuery> jobFilterFrom(const Arguments &arguments);

// KEY[:asc|desc], or newest first where nothing is given.
Result<Done> takeJobSort(const QString &text, JobQuery &query);

} // namespace tacklebox::tackle
