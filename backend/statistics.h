// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Figures of one backend for the status bar, the rail and an overview.
#pragma once

#include "backend/keeping.h"
#include "core/instant.h"

#include <optional>

namespace tacklebox {

// Who holds the profile's lock and sends.
enum class Deliverer { ThisProcess, AnotherProcess, Nobody };

struct Statistics
{
    qint64 subscribers = 0;
    qint64 jobs = 0;
    qint64 queued = 0; // waiting, sending and retrying
    qint64 deliveredLastDay = 0;
    qint64 failedLastDay = 0; // failed, and last sent at dayFrom or later
    Instant dayFrom; // where the last 24 h begin
    qint64 unread = 0; // failed and blocked now: what the rail's number leads to
    std::optional<Instant> oldestDue;
    qint64 databaseBytes = 0;
    Deliverer deliverer = Deliverer::Nobody;
    Keeping secrets;

    [[nodiscard]] bool isLocked() const { return secrets.lasts == Keeping::Lasts::NotNow; }
    bool operator==(const Statistics &) const = default;
};

} // namespace tacklebox
