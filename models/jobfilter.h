// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Whether one job is among what a question finds, told without asking the backend again: for news
// about jobs that are not on the page.
#pragma once

#include "core/job.h"

namespace tacklebox::models {

[[nodiscard]] bool matches(const JobQuery &query, const Job &job);

} // namespace tacklebox::models
