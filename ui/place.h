// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Where a person may be led: a page by its key, and what to show there.
#pragma once

#include "core/job.h"

#include <variant>

namespace tacklebox::ui {

namespace place {
inline constexpr QLatin1StringView kWelcome{"welcome"}, kSubscribers{"subscribers"}, kJobs{"jobs"},
    kEvents{"events"}, kTest{"test"}, kInbox{"inbox"}, kActivity{"activity"}, kSettings{"settings"},
    kUsage{"usage"}, kNewConnection{"new-connection"}; // no page: the dialog that adds one
}

// What to test: an address as a person wrote it.
struct CallbackUrl
{
    QString text;
};

struct Place
{
    QString page;
    std::variant<std::monostate, JobQuery, JobId, EventId, SubscriberId, CaptureId, CallbackUrl> what;
    QString connection = {}; // another than the chosen one
};

} // namespace tacklebox::ui
