// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A job and its attempts as text for people.
#pragma once

#include "app/tackle/output.h"

namespace tacklebox::tackle {

[[nodiscard]] QStringList jobHeadings();
[[nodiscard]] QStringList jobRow(const Job &job);

// What happened in words, the job's members, and each attempt with request, response and timing.
void showDetail(const Output &output, const JobDetail &detail);
void showAttempt(const Output &output, const Attempt &attempt);

} // namespace tacklebox::tackle
