// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/remotesubscribers.h"

#include "dialects/standing.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects {

namespace {

// A page that is turned and searched asks the server no more often than this.
constexpr auto kStaleAfter = 15s;
constexpr int kCachePage = 1000;

Result<QHash<SubscriberId, Subscriber>> allCached(store::Connection &connection, store::ConnectionKey key)
{
    QHash<SubscriberId, Subscriber> all;
    SubscriberQuery query;
    query.page.size = kCachePage;
    do {
        auto page = store::cachedSubscribers(connection, key, query);
        if (!page)
            return fail(page.error());
        for (Subscriber &row : page->rows)
            all.insert(row.id, std::move(row));
        query.page.cursor = page->next;
    } while (!query.page.cursor.isEmpty());
    return all;
}

// What one request's reply says, read whole, or its error.
template<typename T>
Result<T> readFrom(const Dialect &dialect, const Result<Response> &response,
                   Result<T> (Dialect::*read)(const Response &) const)
{
    if (!response)
        return fail(response.error());
    if (auto error = dialect.errorOf(*response))
        return fail(*std::move(error));
    return (dialect.*read)(*response);
}

bool agree(const QStringList &keys, const Fields &one, const Fields &other)
{
    return std::ranges::all_of(keys, [&](const QString &key) { return one.value(key) == other.value(key); });
}

// The first member that moved although it was not sent.
std::optional<QString> movedIn(const Dialect &dialect, const Connection &connection,
                               const SubscriberDraft &draft, const Fields &saved)
{
    const QStringList sent = draft.changes.keys() + dialect.sentAlways();
    for (const Field &field : dialect.info(connection).subscriberFields) {
        const bool isKnown = draft.base.contains(field.key) && saved.contains(field.key);
        if (isKnown && !sent.contains(field.key) && draft.base.value(field.key) != saved.value(field.key))
            return field.key;
    }
    return std::nullopt;
}

} // namespace

// What a list changed of what was cached.
struct RemoteSubscribers::Difference
{
    QList<Subscriber> changed;
    QList<SubscriberId> removed;
};

RemoteSubscribers::RemoteSubscribers(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

Async<Page<Subscriber>> RemoteSubscribers::list(SubscriberQuery query, std::stop_token stop)
{
    if (m_parts.reading == Reading::ServerFirst)
        return fresh(query, std::move(stop));
    return cached(query, stop)
        .then(this, [this, query, stop](const Result<Page<Subscriber>> &page) -> Async<Page<Subscriber>> {
            if (page && !page->asOf)
                return fresh(query, stop);
            refreshBehind();
            return ready(page);
        });
}

Async<Page<Subscriber>> RemoteSubscribers::cached(const SubscriberQuery &query, std::stop_token stop)
{
    return m_parts.store.read<Page<Subscriber>>(std::move(stop),
                                                [key = m_parts.key, query](store::Connection &connection) {
                                                    return store::cachedSubscribers(connection, key, query);
                                                });
}

Async<Page<Subscriber>> RemoteSubscribers::fresh(const SubscriberQuery &query, std::stop_token stop)
{
    return refresh(stop).then(
        this, [this, query, stop](const Result<Refreshed> &refreshed) -> Async<Page<Subscriber>> {
            if (!refreshed && !isAway(refreshed.error()))
                return ready<Page<Subscriber>>(fail(refreshed.error()));
            return cached(query, stop)
                .then(this, [refreshed](Result<Page<Subscriber>> page) -> Result<Page<Subscriber>> {
                    if (!page)
                        return page;
                    if (!refreshed && !page->asOf)
                        return fail(refreshed.error());
                    if (refreshed && *refreshed == Refreshed::Asked) {
                        page->source = PageSource::Live;
                        page->asOf.reset();
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
    if (m_listRest.missing())
        return ready<Refreshed>(Refreshed::NoList);
    m_isRefreshing = true;
    m_refreshedAt = m_parts.clock.running();
    const Dialect *dialect = &m_parts.dialect;
    return m_parts.caller
        .call<Listed<Subscriber>>(
            [dialect](const Access &access) { return dialect->listSubscribers(access); },
            [dialect](const Response &reply) { return readFrom(*dialect, reply, &Dialect::readSubscribers); },
            std::move(stop))
        .then(this, [this](const Result<Listed<Subscriber>> &listed) -> Async<Refreshed> {
            m_isRefreshing = false;
            m_listRest.note(listed);
            if (listed)
                return take(listed->rows);
            return isMissingRoute(listed.error()) ? ready<Refreshed>(Refreshed::NoList)
                                                  : ready<Refreshed>(fail(listed.error()));
        });
}

Async<RemoteSubscribers::Refreshed> RemoteSubscribers::take(const QList<Subscriber> &rows)
{
    return m_parts.store
        .write<Difference>([key = m_parts.key, rows, now = m_parts.clock.now()](
                               store::Connection &connection) -> Result<Difference> {
            auto before = allCached(connection, key);
            if (!before)
                return fail(before.error());
            if (auto done = store::replaceCached(connection, key, rows, now); !done)
                return fail(done.error());
            const auto after = allCached(connection, key);
            if (!after)
                return fail(after.error());
            Difference difference;
            for (const Subscriber &row : *after) {
                if (before->take(row.id) != row)
                    difference.changed.append(row);
            }
            difference.removed = before->keys();
            return difference;
        })
        .then(this, [this](const Result<Difference> &difference) -> Result<Refreshed> {
            if (!difference)
                return fail(difference.error());
            if (!difference->changed.isEmpty())
                emit changed(difference->changed);
            if (!difference->removed.isEmpty())
                emit removed(difference->removed);
            return Refreshed::Asked;
        });
}

Async<Subscriber> RemoteSubscribers::show(SubscriberId id, std::stop_token stop)
{
    return read(id, std::move(stop))
        .then(this, [this, id](const Result<Subscriber> &shown) -> Async<Subscriber> {
            if (shown)
                return keep(*shown);
            return isMissingRoute(shown.error()) ? seen(id) : ready(shown);
        });
}

Async<Subscriber> RemoteSubscribers::add(SubscriberId id, QString name)
{
    return read(id, {}).then(this, [this, id, name](const Result<Subscriber> &shown) -> Async<Subscriber> {
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

// As the server has it now.
Async<Subscriber> RemoteSubscribers::read(const SubscriberId &id, std::stop_token stop)
{
    if (auto missing = m_showRest.missing())
        return ready<Subscriber>(fail(*std::move(missing)));
    return m_parts.caller
        .call([dialect = &m_parts.dialect,
               id](const Access &access) { return dialect->showSubscriber(access, id); },
              std::move(stop))
        .then(this, [this](const Result<Response> &response) {
            auto shown = readFrom(m_parts.dialect, response, &Dialect::readSubscriber);
            m_showRest.note(shown);
            return shown;
        });
}

Async<Subscriber> RemoteSubscribers::seen(const SubscriberId &id)
{
    return m_parts.store.read<Subscriber>({}, [key = m_parts.key, id](store::Connection &connection) {
        return store::cachedSubscriber(connection, key, id);
    });
}

// As it then stands in the cache: with the members that this answer didn't tell.
Async<Subscriber> RemoteSubscribers::keep(const Subscriber &subscriber)
{
    return m_parts.store
        .write<Subscriber>([key = m_parts.key, subscriber, now = m_parts.clock.now()](
                               store::Connection &connection) -> Result<Subscriber> {
            if (auto done = store::mergeCached(connection, key, subscriber, now); !done)
                return fail(done.error());
            return store::cachedSubscriber(connection, key, subscriber.id);
        })
        .then(this, [this](const Result<Subscriber> &kept) {
            if (kept)
                emit changed({*kept});
            return kept;
        });
}

Async<Subscriber> RemoteSubscribers::save(SubscriberDraft draft)
{
    return m_parts.caller
        .call([dialect = &m_parts.dialect, draft](const Access &access) {
            return dialect->saveSubscriber(access, draft);
        })
        .then(this, [this, draft](const Result<Response> &response) -> Async<Subscriber> {
            const auto error = response ? m_parts.dialect.errorOf(*response) : response.error();
            if (error)
                return isUncertain(*error) ? findOut(draft, *error) : ready<Subscriber>(fail(*error));
            return taken(draft, m_parts.dialect.readSubscriber(*response));
        });
}

// The server took it. What it answers with may be nothing (PlanoMatic), or a part.
Async<Subscriber> RemoteSubscribers::taken(const SubscriberDraft &draft, const Result<Subscriber> &answer)
{
    const bool isToCompare = draft.id && m_parts.dialect.isPartialWriteGuessed() && !m_wasReadBack;
    if (answer && !isToCompare)
        return keep(*answer);
    // Said so, and said no more: PlanoMatic's data may be missing. What can't be read says nothing.
    if (!answer && (!draft.id || answer.error().subject != "data"_L1))
        return findOut(draft, answer.error());
    Subscriber changed;
    changed.id = *draft.id;
    changed.fields = draft.changes;
    return keep(answer ? *answer : changed).then(this, [this, draft](const Result<Subscriber> &) {
        return show(*draft.id, {})
            .then(this, [this, draft](const Result<Subscriber> &saved) -> Async<Subscriber> {
                // It was saved: that it can't be read just now changes nothing.
                return saved ? compared(draft, *saved) : seen(*draft.id);
            });
    });
}

Async<Subscriber> RemoteSubscribers::compared(const SubscriberDraft &draft, const Subscriber &saved)
{
    if (!m_parts.dialect.isPartialWriteGuessed() || m_wasReadBack)
        return ready<Subscriber>(saved);
    if (const auto moved = movedIn(m_parts.dialect, m_parts.caller.connection(), draft, saved.fields)) {
        const QString change = u"%1 → %2"_s.arg(draft.base.value(*moved).toVariant().toString(),
                                                saved.fields.value(*moved).toVariant().toString());
        return ready<Subscriber>(
            fail({ErrorKind::Conflict, Reason::RemoteFieldMoved, *moved, change.left(200), {}, {}, 0}));
    }
    m_wasReadBack = true;
    return ready<Subscriber>(saved);
}

// Nothing is written again: what the server has says whether the first one arrived.
Async<Subscriber> RemoteSubscribers::findOut(const SubscriberDraft &draft, const Error &error)
{
    if (!draft.id || draft.changes.isEmpty())
        return ready<Subscriber>(fail(error));
    return read(*draft.id, {})
        .then(this, [this, draft, error](const Result<Subscriber> &shown) -> Async<Subscriber> {
            if (!shown)
                return ready<Subscriber>(fail(error));
            if (agree(draft.changes.keys(), draft.changes, shown->fields))
                return keep(*shown);
            Error answer = error;
            if (agree(draft.changes.keys(), draft.base, shown->fields))
                answer.reason = Reason::RemoteNotSaved;
            return keep(*shown).then(
                this, [answer](const Result<Subscriber> &) -> Result<Subscriber> { return fail(answer); });
        });
}

Async<Done> RemoteSubscribers::remove(SubscriberId id)
{
    const auto forget = [this, id] {
        return m_parts.store
            .write<Done>([key = m_parts.key, id](store::Connection &connection) {
                return store::removeCached(connection, key, id);
            })
            .then(this, [this, id](const Result<Done> &done) {
                emit removed({id});
                return done;
            });
    };
    return m_parts.caller
        .call([dialect = &m_parts.dialect, id](const Access &access) {
            return dialect->removeSubscriber(access, id);
        })
        .then(this, [this, id, forget](const Result<Response> &response) -> Async<Done> {
            const auto error = response ? m_parts.dialect.errorOf(*response) : response.error();
            if (!error)
                return forget();
            if (!isUncertain(*error))
                return ready<Done>(fail(*error));
            return show(id, {}).then(this, [forget, error](const Result<Subscriber> &shown) -> Async<Done> {
                const bool isGone = !shown && shown.error().kind == ErrorKind::NotFound;
                return isGone ? forget() : ready<Done>(fail(*error));
            });
        });
}

} // namespace tacklebox::dialects
