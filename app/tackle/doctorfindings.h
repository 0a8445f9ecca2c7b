// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the doctor says.
#pragma once

#include "app/tackle/session.h"

#include <vector>

namespace tacklebox::tackle {

enum class Health { Good, Note, Bad, Mended };

struct Finding
{
    Health health = Health::Good;
    QString about; // profile, database, deliverer, master_key, secret, queue, ca_file
    QString text;
};

// Grows as the questions are answered.
using Findings = std::shared_ptr<std::vector<Finding>>;

// Tells all of them and ends: 1 where something is wrong and was not mended.
void report(Session &session, const std::vector<Finding> &findings);

// With the detail, which other commands leave out: whoever asks the doctor looks for the cause.
[[nodiscard]] QString explained(const Error &error);

[[nodiscard]] QString stuckText(const app::StuckCount &stuck);
[[nodiscard]] QString mendedText(const app::StuckCount &mended);

} // namespace tacklebox::tackle
