// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What happened to a job as plain text, to be sent to whoever runs the receiver. No secret is in it:
// header values that may hold credentials are masked.
#pragma once

#include "core/job.h"

namespace tacklebox::ui {

[[nodiscard]] QString reportOf(const JobDetail &detail);

// One attempt as it went over the wire, for reading.
[[nodiscard]] QString requestText(const Attempt &attempt);
[[nodiscard]] QString responseText(const Attempt &attempt);
// The same, byte for byte, nothing laid out.
[[nodiscard]] QString rawText(const Attempt &attempt);

} // namespace tacklebox::ui
