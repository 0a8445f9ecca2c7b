// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/serversubscribers.h"

#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr int kMostPages = 1000;

// What one request's reply says, read whole, or its error.
template<typename T>
Result<T> readFrom(const Dialect &dialect, const Result<Response> &response,
                   Result<T> (Dialect::*read)(const Response &) const)
{
    if (!response)
        return fail(response.error());
    // A reader knows which call was answered: a list's 404 is no missing subscriber.
    auto value = (dialect.*read)(*response);
    if (auto error = dialect.errorOf(*response); error && value)
        return fail(*std::move(error));
    return value;
}

Result<Subscriber> rowOf(const Result<Shown> &shown)
{
    return shown.map([](const Shown &one) { return one.row; });
}

// How many it didn't have before.
qsizetype addNew(QList<Subscriber> &all, const QList<Subscriber> &more)
{
    QSet<SubscriberId> known;
    for (const Subscriber &row : std::as_const(all))
        known.insert(row.id);
    const qsizetype before = all.size();
    for (const Subscriber &row : more) {
        if (!known.contains(row.id))
            all.append(row);
    }
    return all.size() - before;
}

// Of rows that are all there are.
Listed<Subscriber> counted(Listed<Subscriber> all)
{
    all.count = all.count.value_or(all.rows.size());
    return all;
}

} // namespace

bool isWhole(const Listed<Subscriber> &listed)
{
    return listed.count && listed.rows.size() >= *listed.count;
}

bool isUnreadable(const Error &error)
{
    switch (error.reason) {
    case Reason::ReplyNotJson:
    case Reason::ReplyWrongType:
    case Reason::ReplyDoubledKey:
    case Reason::RemoteReplyTooLarge:
        return true;
    default:
        return false;
    }
}

bool isUnshowable(const Error &error)
{
    return isMissingRoute(error) || isUnreadable(error) || isWrongId(error);
}

bool isWrongId(const Error &error)
{
    return error.kind == ErrorKind::InvalidValue && error.field == "id"_L1 && error.httpStatus == 0;
}

Error aboutSubscriber(Error error, const SubscriberId &id)
{
    if (error.reason == Reason::NoSuchSubscriber && error.subject.isEmpty())
        error.subject = id.value;
    return error;
}

ServerSubscribers::ServerSubscribers(const RemoteParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_listRest({parts.caller, parts.clock, parts.store, parts.key}, u"subscribers.list"_s)
    , m_showRest({parts.caller, parts.clock, parts.store, parts.key}, u"subscribers.show"_s)
{
}

Async<Subscriber> ServerSubscribers::show(const SubscriberId &id, std::stop_token stop)
{
    return shown(id, std::move(stop)).then(this, rowOf);
}

Async<Shown> ServerSubscribers::shown(const SubscriberId &id, std::stop_token stop)
{
    return m_showRest.ask<Shown>(this, [this, id, stop] {
        return m_parts.caller
            .call([dialect = &m_parts.dialect,
                   id](const Access &access) { return dialect->showSubscriber(access, id); },
                  stop)
            .then(this, [this, id](const Result<Response> &response) {
                return readFrom(m_parts.dialect, response, &Dialect::readSubscriber)
                    .map([this, &response](const Subscriber &row) {
                        return Shown{row, m_parts.dialect.secretsToCarry(*response)};
                    })
                    .map_error([&id](const Error &error) { return aboutSubscriber(ofRead(error), id); });
            });
    });
}

Async<Subscriber> ServerSubscribers::read(const SubscriberId &id)
{
    return readToWrite(id).then(this, rowOf);
}

Async<Shown> ServerSubscribers::readToWrite(const SubscriberId &id)
{
    return shown(id, {}).then(this, [this, id](const Result<Shown> &shown) -> Async<Shown> {
        if (shown || !isUnshowable(shown.error()))
            return ready(shown);
        return list().then(this, [id, shown](const Result<Listed<Subscriber>> &listed) -> Result<Shown> {
            if (!listed)
                return isMissingRoute(listed.error()) ? shown : fail(listed.error());
            const auto found = std::ranges::find(listed->rows, id, &Subscriber::id);
            if (found != listed->rows.end())
                return Shown{*found, {}};
            if (!isWhole(*listed))
                return shown;
            return fail({ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, id.value, {}, {}, 0});
        });
    });
}

Async<Listed<Subscriber>> ServerSubscribers::list(const SubscriberQuery &query, std::stop_token stop)
{
    return ask(query, std::move(stop));
}

// A server that counts more than it gives, or was to count and doesn't, is asked for its next page, of the
// size that the first one had.
Async<Listed<Subscriber>> ServerSubscribers::list(std::stop_token stop)
{
    return ask({}, stop).then(
        this, [this, stop](const Result<Listed<Subscriber>> &first) -> Async<Listed<Subscriber>> {
            if (!first)
                return ready(first);
            const bool isAll = !first->count && !m_parts.dialect.pagesSubscribers();
            if (isAll || first->rows.isEmpty())
                return ready<Listed<Subscriber>>(counted(*first));
            SubscriberQuery next;
            next.page.size = int(first->rows.size());
            next.page.number = 2;
            return withMore(*first, next, stop);
        });
}

Async<Listed<Subscriber>> ServerSubscribers::ask(const std::optional<SubscriberQuery> &query,
                                                 std::stop_token stop)
{
    return m_listRest.ask<Listed<Subscriber>>(this, [this, query, stop] {
        const Dialect *dialect = &m_parts.dialect;
        return m_parts.caller.call<Listed<Subscriber>>(
            [dialect, query](const Access &access) {
                return query ? dialect->listSubscribers(access, *query) : dialect->listSubscribers(access);
            },
            [dialect](const Response &reply) { return readFrom(*dialect, reply, &Dialect::readSubscribers); },
            stop,
            query ? About::OneThing : About::OptionalList);
    });
}

Async<Listed<Subscriber>> ServerSubscribers::withMore(Listed<Subscriber> all, SubscriberQuery next,
                                                      std::stop_token stop)
{
    if (isWhole(all) || next.page.number > kMostPages)
        return ready<Listed<Subscriber>>(std::move(all));
    return ask(next, stop)
        .then(this,
              [this, all, next, stop](
                  const Result<Listed<Subscriber>> &page) mutable -> Async<Listed<Subscriber>> {
                  if (!page && (isAway(page.error()) || page.error().kind == ErrorKind::Cancelled))
                      return ready(page);
                  // One that knows no pages refuses, or gives the same again.
                  if (addNew(all.rows, page ? page->rows : QList<Subscriber>()) == 0)
                      return ready<Listed<Subscriber>>(page ? counted(std::move(all)) : std::move(all));
                  ++next.page.number;
                  return withMore(std::move(all), next, stop);
              });
}

} // namespace tacklebox::dialects
