// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a subscriber is, in words and in local time.
#pragma once

#include "core/subscriber.h"

namespace tacklebox::models {

struct HealthText
{
    QString summary; // empty: it is well
    QString detail; // the last error, what was done and what to do next
};

[[nodiscard]] HealthText healthText(const Subscriber &subscriber);

} // namespace tacklebox::models
