// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/vendorcalls.h"

#include "dialects/standing.h"

namespace tacklebox::dialects {

namespace {

using Parts = RemoteSubscribers::Parts;

bool isClosed(const Error &error)
{
    return error.httpStatus == 403 || error.httpStatus == 404 || isMissingRoute(error);
}

bool tellsNothing(const SubscriberUsage &usage)
{
    return !usage.calls && !usage.errors && !usage.consecutiveErrors && usage.lastError.isEmpty();
}

Async<Subscriber> lastSeen(const Parts &parts, const SubscriberId &id, const std::stop_token &stop)
{
    return parts.store.read<Subscriber>(stop, [key = parts.key, id](store::Connection &connection) {
        return store::cachedSubscriber(connection, key, id);
    });
}

Async<SubscriberUsage> withLastError(const Parts &parts, const SubscriberUsage &usage,
                                     const std::stop_token &stop)
{
    const Dialect &dialect = parts.dialect;
    return parts.caller
        .call(
            [&dialect, id = usage.subscriber](const Access &access) { return dialect.lastError(access, id); },
            stop)
        .then(&parts.caller, [&dialect, usage](const Result<Response> &response) -> Result<SubscriberUsage> {
            const auto text = response.and_then(
                [&dialect](const Response &whole) { return dialect.readLastError(whole); });
            if (!text && tellsNothing(usage))
                return fail(text.error());
            SubscriberUsage told = usage;
            if (text && !text->isEmpty())
                told.lastError = *text;
            return told;
        });
}

} // namespace

Async<SubscriberUsage> usageAtVendor(const Parts &parts, const SubscriberId &id, const std::stop_token &stop)
{
    const Dialect &dialect = parts.dialect;
    return parts.caller.call([&dialect, id](const Access &access) { return dialect.usage(access, id); }, stop)
        .then(&parts.caller, [parts, id, stop](const Result<Response> &response) -> Async<SubscriberUsage> {
            const auto usage = response.and_then(
                [&](const Response &whole) { return parts.dialect.readUsage(whole, id); });
            if (!usage && !isClosed(usage.error()))
                return ready(usage);
            if (!usage || usage->lastError.isEmpty())
                return withLastError(parts, usage.value_or(SubscriberUsage{id, {}, {}, {}, {}}), stop);
            return lastSeen(parts, id, stop)
                .then(&parts.caller, [parts, usage, stop](const Result<Subscriber> &seen) {
                    const bool isStopped = seen && seen->state == SubscriberState::TooManyErrors;
                    return isStopped ? withLastError(parts, *usage, stop) : ready(usage);
                });
        });
}

Async<Done> testAtVendor(const Parts &parts, const SubscriberId &id, const std::stop_token &stop)
{
    const Dialect &dialect = parts.dialect;
    return parts.caller
        .call([&dialect, id](const Access &access) { return dialect.showSubscriber(access, id); }, stop)
        .then(&parts.caller,
              [parts, stop](const Result<Response> &shown) {
                  if (!shown)
                      return ready<Response>(fail(shown.error()));
                  return parts.caller.call(
                      [&dialect = parts.dialect, whole = *shown](const Access &access) {
                          return dialect.testAtVendor(access, whole);
                      },
                      stop);
              })
        .then(&parts.caller, [&dialect](const Result<Response> &response) {
            return response.and_then(
                [&dialect](const Response &whole) { return dialect.readTestAtVendor(whole); });
        });
}

} // namespace tacklebox::dialects
