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

Async<Done> forget(const ForgettingParts &parts, store::ConnectionKey key, const Connection &account)
{
    return forgetJobs(parts, key)
        .then(parts.context,
              [parts, key](const Result<Done> &done) {
                  if (!done)
                      return ready(done);
                  return parts.store.write<Done>([key](store::Connection &connection) {
                      return store::removeConnection(connection, key);
                  });
              })
        .then(parts.context, [parts, account](const Result<Done> &done) {
            return done ? parts.credentials.forget(account) : ready(done);
        });
}

} // namespace tacklebox::dialects
