// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a remote API counts of a subscriber's calls, in words.
#pragma once

#include "core/usage.h"
#include "models/healthtext.h"

namespace tacklebox::models {

[[nodiscard]] HealthText usageText(const SubscriberUsage &usage);

} // namespace tacklebox::models
