// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Subscribers to a file and back, for the window and the command line alike: one code reads, writes and
// plans for both. All of it away from the calling thread.
#pragma once

#include "backend/backendinfo.h"
#include "core/async.h"
#include "core/importplan.h"

namespace tacklebox {

inline constexpr qsizetype kMostFileBytes = 64 * 1024 * 1024;

[[nodiscard]] ImportTarget importTarget(const BackendInfo &info);

// What is wrong inside the file stands in it; an error is of the file itself.
Async<SubscriberFile> readSubscribersFrom(const QString &path, const std::vector<Field> &fields);

// In the place of an older one: it is made to be compared and kept, and this one is newer. Where the context
// ends first, the older one stays.
Async<Done> writeSubscribersTo(const QString &path, const QList<Subscriber> &subscribers,
                               const std::vector<Field> &fields, QObject *context);

Future<ImportPlan> planInBackground(const SubscriberFile &file, const QList<Subscriber> &standing,
                                    const ImportTarget &target);

// What a file would tell of these, masks in the place of credentials. Each is the match that is named for it,
// where there is one.
struct MatchedSubscriber
{
    Subscriber subscriber;
    std::optional<SubscriberId> match;
};
[[nodiscard]] SubscriberFile fileOf(const QList<MatchedSubscriber> &subscribers,
                                    const std::vector<Field> &fields);

} // namespace tacklebox
