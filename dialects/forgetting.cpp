// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/forgetting.h"

#include "store/remotecache.h"

namespace tacklebox::dialects {

namespace {

// A million jobs at once would hold up all that is written.
constexpr int kJobsAStep = 5000;

Async<Done> forgetJobs(const ForgettingParts &parts, store::ConnectionKey key)
{
    return parts.store
        .write<store::Forgetting>([key](store::Connection &connection) {
            return store::removeCachedJobs(connection, key, kJobsAStep);
        })
        .then(parts.context, [parts, key](const Result<store::Forgetting> &step) -> Async<Done> {
            if (!step)
                return ready<Done>(fail(step.error()));
            return *step == store::Forgetting::More ? forgetJobs(parts, key) : ready<Done>(Done{});
        });
}

} // namespace

// The secrets first: once the row is gone, nobody finds those that a locked keychain kept.
Async<Done> forget(const ForgettingParts &parts, store::ConnectionKey key, const Connection &account)
{
    return parts.credentials.forget(account)
        .then(parts.context,
              [parts, key](const Result<Done> &forgotten) {
                  return forgotten ? forgetJobs(parts, key) : ready(forgotten);
              })
        .then(parts.context, [parts, key](const Result<Done> &forgotten) {
            if (!forgotten)
                return ready(forgotten);
            return parts.store.write<Done>(
                [key](store::Connection &connection) { return store::removeConnection(connection, key); });
        });
}

} // namespace tacklebox::dialects
