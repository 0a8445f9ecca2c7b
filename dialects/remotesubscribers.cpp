// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/remotesubscribers.h"

#include "dialects/standing.h"
#include "store/cachedlastsent.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A page that is turned and searched asks the server no more often than this.
constexpr auto kStaleAfter = 15s;
constexpr int kTries = 3; // of a read that a write overtakes

// Nobody denied it: it is unknown here, and the server can't be asked for it.
Error unknownHere(const SubscriberId &id, const Error &missingRoute)
{
    return {ErrorKind::NotFound, missingRoute.reason, {}, id.value, {}, {}, 0};
}

Result<std::optional<Page<Subscriber>>> keptFrom(const Result<Page<Subscriber>> &page)
{
    return page.map([](const Page<Subscriber> &rows) { return std::optional(rows); });
}

// As a list shows it, too.
Result<Subscriber> cachedOne(store::Connection &connection, store::ConnectionKey key, const SubscriberId &id)
{
    const auto row = store::cachedSubscriber(connection, key, id);
    if (!row)
        return row;
    const auto rows = store::withLastSent(connection, key, {*row});
    return rows ? Result<Subscriber>(rows->first()) : fail(rows.error());
}

} // namespace

RemoteSubscribers::RemoteSubscribers(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

Async<Page<Subscriber>> RemoteSubscribers::list(SubscriberQuery query, std::stop_token stop)
{
    if (std::exchange(m_isAskedAnew, false) || m_parts.reading == Reading::ServerFirst)
        return fresh(query, std::move(stop));
    return cached(query, stop)
        .then(this, [this, query, stop](const Result<Cached> &cached) -> Async<Page<Subscriber>> {
            if (cached && !cached->since)
                return fresh(query, stop);
            refreshBehind();
            return ready<Page<Subscriber>>(cached.map([](const Cached &kept) { return kept.page; }));
        });
}

Async<std::optional<Page<Subscriber>>> RemoteSubscribers::listKept(SubscriberQuery query,
                                                                   std::stop_token stop)
{
    using Kept = std::optional<Page<Subscriber>>;
    if (m_isAskedAnew || m_parts.reading == Reading::ServerFirst)
        return list(std::move(query), std::move(stop)).then(this, keptFrom);
    return cached(query, std::move(stop)).then(this, [this](const Result<Cached> &cached) -> Result<Kept> {
        if (!cached)
            return fail(cached.error());
        const bool hasNoList = m_read && *m_read && **m_read == Refreshed::Left;
        if (!cached->since && !hasNoList)
            return Kept();
        refreshBehind();
        return Kept(cached->page);
    });
}

Async<RemoteSubscribers::Cached> RemoteSubscribers::cached(const SubscriberQuery &query, std::stop_token stop)
{
    return m_parts.store.read<Cached>(
        std::move(stop), [key = m_parts.key, query](store::Connection &connection) -> Result<Cached> {
            auto page = store::cachedSubscribers(connection, key, query);
            if (!page)
                return fail(page.error());
            // The cache can't sort by what it has from the jobs: rows in that order stay as it sorted them.
            if (query.sort != SubscriberSort::LastSent) {
                auto rows = store::withLastSent(connection, key, std::move(page->rows));
                if (!rows)
                    return fail(rows.error());
                page->rows = std::move(*rows);
            }
            if (page->asOf)
                return Cached{*page, page->asOf};
            const auto oldest = store::oldestCachedSubscriber(connection, key);
            return oldest ? Result<Cached>(Cached{*page, *oldest}) : fail(oldest.error());
        });
}

Async<Page<Subscriber>> RemoteSubscribers::fresh(const SubscriberQuery &query, std::stop_token stop)
{
    // The console has all of them cached, and narrows there.
    const bool isNarrowed
        = m_parts.reading == Reading::ServerFirst && m_parts.dialect.narrowsSubscribers(query);
    // Pages behind the first are of what that one read.
    const bool goesOn = !query.page.cursor.isEmpty() && m_read;
    return (goesOn ? ready<Refreshed>(*m_read)
                   : refreshed(isNarrowed ? Narrowed(query) : std::nullopt, stop, kTries))
        .then(this, [this, query, stop](const Result<Refreshed> &refreshed) -> Async<Page<Subscriber>> {
            m_read = refreshed;
            if (!refreshed && m_parts.reading == Reading::ServerFirst && !isAway(refreshed.error()))
                return ready<Page<Subscriber>>(fail(refreshed.error()));
            return cached(query, stop)
                .then(this, [refreshed](const Result<Cached> &cached) -> Result<Page<Subscriber>> {
                    if (!cached)
                        return fail(cached.error());
                    if (!refreshed && !cached->since)
                        return fail(refreshed.error());
                    Page<Subscriber> page = cached->page;
                    if (!refreshed) {
                        page.asOf = cached->since;
                    } else if (*refreshed == Refreshed::Taken) {
                        page.source = PageSource::Live;
                        page.asOf.reset();
                    }
                    return page;
                });
        });
}

void RemoteSubscribers::refreshBehind()
{
    const bool isFresh = m_refreshedAt && m_parts.clock.running() - *m_refreshedAt < kStaleAfter;
    if (!m_isRefreshing && !isFresh)
        (void)refresh();
}

Async<RemoteSubscribers::Refreshed> RemoteSubscribers::refresh(std::stop_token stop)
{
    return refreshed({}, stop, kTries);
}

// A list that was asked for before a write would take it back: it is asked for again.
Async<RemoteSubscribers::Refreshed> RemoteSubscribers::refreshed(const Narrowed &narrowed,
                                                                 const std::stop_token &stop, int tries)
{
    if (!narrowed) {
        m_isRefreshing = true;
        m_refreshedAt = m_parts.clock.running();
    }
    return (narrowed ? m_server.list(*narrowed, stop) : m_server.list(stop))
        .then(this,
              [this, narrowed, stop, tries, writes = m_writes](
                  const Result<Listed<Subscriber>> &listed) -> Async<Refreshed> {
                  const bool isOvertaken = listed && writes != m_writes;
                  if (isOvertaken && tries > 1)
                      return refreshed(narrowed, stop, tries - 1);
                  if (!narrowed)
                      m_isRefreshing = false;
                  if (isOvertaken || (!listed && isMissingRoute(listed.error())))
                      return ready<Refreshed>(Refreshed::Left);
                  if (!listed)
                      return ready<Refreshed>(fail(listed.error()));
                  if (narrowed)
                      return take(listed->rows, Listing::Narrowed);
                  return take(listed->rows, isWhole(*listed) ? Listing::Whole : Listing::Cut);
              });
}

Async<RemoteSubscribers::Refreshed> RemoteSubscribers::take(const QList<Subscriber> &rows, Listing listing)
{
    return m_parts.store
        .write<SubscriberDifference>(
            [key = m_parts.key, rows, listing, now = m_parts.clock.now()](store::Connection &connection) {
                return takeListed(connection, key, rows, listing, now);
            })
        .then(this, [this](const Result<SubscriberDifference> &difference) -> Result<Refreshed> {
            if (!difference)
                return fail(difference.error());
            if (!difference->changed.isEmpty())
                emit changed(difference->changed);
            if (!difference->removed.isEmpty())
                emit removed(difference->removed);
            return Refreshed::Taken;
        });
}

Async<Subscriber> RemoteSubscribers::show(SubscriberId id, std::stop_token stop)
{
    return kept(id, stop, kTries)
        .then(this, [this, id](const Result<Subscriber> &shown) -> Async<Subscriber> {
            const bool isNoAnswer = !shown
                && (isMissingRoute(shown.error()) || isWrongId(shown.error()) || isAway(shown.error()));
            if (!isNoAnswer)
                return ready(shown);
            return seenWithAge(id).then(this, [this, id, shown](const Result<Subscriber> &known) {
                // Why it can't be had, where nothing is cached.
                if (known || !isMissingRoute(shown.error()))
                    return known ? known : shown;
                const bool isToAdd = m_parts.dialect.info(m_parts.caller.connection()).addsById;
                const bool isUnknown = known.error().kind == ErrorKind::NotFound;
                return isToAdd && isUnknown ? Result<Subscriber>(fail(unknownHere(id, shown.error())))
                                            : known;
            });
        });
}

Async<Subscriber> RemoteSubscribers::kept(const SubscriberId &id, const std::stop_token &stop, int tries)
{
    return m_server.show(id, stop).then(
        this,
        [this, id, stop, tries, writes = m_writes](const Result<Subscriber> &shown) -> Async<Subscriber> {
            if (!shown)
                return ready(shown);
            if (writes == m_writes)
                return keep(*shown);
            return tries > 1 ? kept(id, stop, tries - 1) : ready(shown);
        });
}

Async<Subscriber> RemoteSubscribers::add(SubscriberId id, QString name)
{
    // Also where the route rests, so that nothing is asked.
    const Access bare{m_parts.caller.connection(), {}, {}};
    if (const auto request = m_parts.dialect.showSubscriber(bare, id);
        !request && request.error().field == "id"_L1)
        return ready<Subscriber>(fail(request.error()));
    return m_server.show(id).then(this,
                                  [this, id, name](const Result<Subscriber> &shown) -> Async<Subscriber> {
                                      if (shown)
                                          return keep(*shown);
                                      if (!isMissingRoute(shown.error()))
                                          return ready(shown);
                                      Subscriber known;
                                      known.id = id;
                                      known.name = name;
                                      return keep(known);
                                  });
}

Async<Subscriber> RemoteSubscribers::seen(const SubscriberId &id)
{
    return m_parts.store.read<Subscriber>({}, [key = m_parts.key, id](store::Connection &connection) {
        return cachedOne(connection, key, id);
    });
}

Async<Subscriber> RemoteSubscribers::seenWithAge(const SubscriberId &id)
{
    return m_parts.store.read<Subscriber>({}, [key = m_parts.key, id](store::Connection &connection) {
        auto known = cachedOne(connection, key, id);
        if (known)
            known->asOf = store::cachedSubscriberAt(connection, key, id).value_or(std::nullopt);
        return known;
    });
}

Async<Subscriber> RemoteSubscribers::keep(const Subscriber &subscriber)
{
    return m_parts.store
        .write<Subscriber>([key = m_parts.key, subscriber, now = m_parts.clock.now()](
                               store::Connection &connection) -> Result<Subscriber> {
            if (auto done = store::mergeCached(connection, key, subscriber, now); !done)
                return fail(done.error());
            return cachedOne(connection, key, subscriber.id);
        })
        .then(this, [this](const Result<Subscriber> &kept) {
            if (kept)
                emit changed({*kept});
            return kept;
        });
}

Async<Done> RemoteSubscribers::forget(const SubscriberId &id)
{
    return m_parts.store
        .write<Done>([key = m_parts.key, id](store::Connection &connection) {
            return store::removeCached(connection, key, id);
        })
        .then(this, [this, id](const Result<Done> &done) {
            if (done)
                emit removed({id});
            return done;
        });
}

} // namespace tacklebox::dialects
