// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What was taken away because it was old, or would be.
#pragma once

#include <QtGlobal>

namespace tacklebox {

struct Pruned
{
    qint64 delivered = 0; // jobs
    qint64 failed = 0;
    qint64 dropped = 0;
    qint64 remote = 0; // jobs of accounts, as they were cached
    qint64 events = 0;
    qint64 subscribers = 0; // deleted long ago, without jobs
    qint64 activities = 0;
    qint64 mails = 0;
    qint64 replays = 0;
    qint64 bytes = 0; // that the file gave back

    [[nodiscard]] qint64 jobs() const { return delivered + failed + dropped + remote; }
    [[nodiscard]] bool isEmpty() const { return *this == Pruned{}; }
    bool operator==(const Pruned &) const = default;
};

} // namespace tacklebox
