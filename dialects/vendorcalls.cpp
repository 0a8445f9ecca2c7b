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

// The figures, or that they are closed to the account, which says nothing of its other calls.
using UsageAnswer = Result<SubscriberUsage>;

Result<UsageAnswer> openOrClosed(const Result<SubscriberUsage> &usage)
{
    if (!usage && !isClosed(usage.error()))
        return fail(usage.error());
    return UsageAnswer(usage);
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
        .call<QString>(
            [&dialect, id = usage.subscriber](const Access &access) { return dialect.lastError(access, id); },
            [&dialect](const Response &whole) { return dialect.readLastError(whole); },
            stop)
        .then(&parts.caller, [usage](const Result<QString> &text) -> Result<SubscriberUsage> {
            if (!text && tellsNothing(usage))
                return fail(aboutSubscriber(text.error(), usage.subscriber));
            SubscriberUsage told = usage;
            if (text && !text->isEmpty())
                told.lastError = *text;
            return told;
        });
}

Async<QList<Published>> publishNext(const Parts &parts, QList<EventDraft> left, const QList<Published> &done)
{
    if (left.isEmpty())
        return ready<QList<Published>>(done);
    return parts.caller
        .call([&dialect = parts.dialect, event = left.takeFirst()](const Access &access) {
            return dialect.publish(access, event).map([](Request request) {
                request.effect = Effect::Write;
                return request;
            });
        })
        .then(&parts.caller,
              [parts, left, done](const Result<Response> &response) -> Async<QList<Published>> {
                  const auto error = response ? parts.dialect.errorOf(*response) : response.error();
                  return error ? ready<QList<Published>>(fail(parts.dialect.ofNoSubscriber(*error)))
                               : publishNext(parts, left, done + QList<Published>{Published{}});
              });
}

} // namespace

Async<SubscriberUsage> usageAtVendor(const Parts &parts, const SubscriberId &id, const std::stop_token &stop)
{
    const Dialect &dialect = parts.dialect;
    return parts.caller
        .call<UsageAnswer>(
            [&dialect, id](const Access &access) { return dialect.usage(access, id); },
            [&dialect, id](const Response &whole) { return openOrClosed(dialect.readUsage(whole, id)); },
            stop)
        .then(&parts.caller, [parts, id, stop](const Result<UsageAnswer> &figures) -> Async<SubscriberUsage> {
            const UsageAnswer usage = figures ? *figures : fail(figures.error());
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

std::optional<Error> cannotSelect(const Dialect &dialect, const Connection &connection,
                                  const SubscriberId &id, const QStringList &members)
{
    const auto request = dialect.selectMembers(Access{connection, {}, {}}, id, members);
    if (request || request.error().kind == ErrorKind::NotAuthorised) // no secret was opened for this
        return std::nullopt;
    return request.error();
}

Async<Fields> membersAtVendor(const Parts &parts, const SubscriberId &id, const QStringList &members,
                              const std::stop_token &stop)
{
    const Dialect &dialect = parts.dialect;
    return parts.caller
        .call<Fields>(
            [&dialect, id, members](const Access &access) {
                return dialect.selectMembers(access, id, members);
            },
            [&dialect, members](const Response &whole) { return dialect.readMembers(whole, members); },
            stop)
        .then(&parts.caller, [id](const Result<Fields> &fields) -> Result<Fields> {
            return fields ? fields : fail(aboutSubscriber(fields.error(), id));
        });
}

Async<Done> testAtVendor(const Parts &parts, const SubscriberId &id, const std::stop_token &stop)
{
    const Dialect &dialect = parts.dialect;
    return parts.caller
        .call([&dialect, id](const Access &access) { return dialect.showSubscriber(access, id); }, stop)
        .then(&parts.caller, [parts, id, stop](const Result<Response> &shown) {
            if (!shown)
                return ready<Done>(fail(shown.error()));
            return parts.caller.call<Done>(
                [&dialect = parts.dialect, id, whole = *shown](const Access &access) {
                    return dialect.testAtVendor(access, whole).map_error([&id](const Error &error) {
                        return aboutSubscriber(ofRead(error), id);
                    });
                },
                [&dialect = parts.dialect](const Response &whole) { return dialect.readTestAtVendor(whole); },
                stop);
        });
}

bool hasNewSubscribers(const Dialect &dialect, const Connection &connection)
{
    const auto request = dialect.newSubscriber(Access{connection, {}, {}});
    return request || request.error().kind != ErrorKind::Unsupported;
}

Async<Fields> newAtVendor(const Parts &parts)
{
    const Dialect &dialect = parts.dialect;
    return parts.caller.call<Fields>(
        [&dialect](const Access &access) { return dialect.newSubscriber(access); },
        [&dialect](const Response &response) { return dialect.readNewSubscriber(response); },
        {});
}

Async<QList<Published>> publishAtVendor(const Parts &parts, const QList<EventDraft> &events)
{
    return publishNext(parts, events, {});
}

} // namespace tacklebox::dialects
