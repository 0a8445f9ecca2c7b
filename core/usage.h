// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a remote API counts of the calls to one subscriber, where it keeps no jobs to look at.
#pragma once

#include "core/ids.h"

#include <optional>

namespace tacklebox {

struct SubscriberUsage
{
    SubscriberId subscriber;
    // None: not told.
    std::optional<qint64> calls;
    std::optional<qint64> errors;
    std::optional<qint64> consecutiveErrors;
    QString lastError; // what the target answered last that was no success

    bool operator==(const SubscriberUsage &) const = default;
};

} // namespace tacklebox
