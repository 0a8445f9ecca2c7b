// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection's subscribers: read from the server into the cache, answered from there, saved with the
// smallest request, and read again where a reply was lost.
//
// Threads: as Caller.
#pragma once

#include "dialects/routerest.h"
#include "store/remotecache.h"

namespace tacklebox::dialects {

// What a list is answered from.
enum class Reading {
    CacheFirst, // what is cached, at once; the server is asked behind it
    ServerFirst, // the server; while it is away, what is cached
};

class RemoteSubscribers final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Dialect &dialect;
        Caller &caller;
        store::Store &store;
        store::ConnectionKey key;
        const Clock &clock;
        Reading reading = Reading::CacheFirst;
    };

    // All is borrowed.
    explicit RemoteSubscribers(Parts parts, QObject *parent = nullptr);

    Async<Page<Subscriber>> list(SubscriberQuery query, std::stop_token stop);
    // Whole, as the server has it; where it has no such call, as it was seen last.
    Async<Subscriber> show(SubscriberId id, std::stop_token stop);
    // One that is there already. Where the server can't show it, it is kept with unknown fields under `name`.
    Async<Subscriber> add(SubscriberId id, QString name);
    Async<Subscriber> save(SubscriberDraft draft);
    Async<Done> remove(SubscriberId id);

    // Whether the server was asked: one without a list has what was seen, and no more.
    enum class Refreshed { Asked, NoList };
    Async<Refreshed> refresh(std::stop_token stop = {});

signals:
    void changed(const QList<tacklebox::Subscriber> &subscribers);
    void removed(const QList<tacklebox::SubscriberId> &ids);

private:
    struct Difference;

    Async<Page<Subscriber>> cached(const SubscriberQuery &query, std::stop_token stop);
    Async<Page<Subscriber>> fresh(const SubscriberQuery &query, std::stop_token stop);
    void refreshBehind();
    Async<Refreshed> take(const QList<Subscriber> &rows);
    Async<Subscriber> read(const SubscriberId &id, std::stop_token stop);
    Async<Subscriber> keep(const Subscriber &subscriber);
    Async<Subscriber> seen(const SubscriberId &id);
    Async<Subscriber> taken(const SubscriberDraft &draft, const Result<Subscriber> &answer);
    Async<Subscriber> findOut(const SubscriberDraft &draft, const Error &error);
    Async<Subscriber> compared(const SubscriberDraft &draft, const Subscriber &saved);

    Parts m_parts;
    RouteRest m_listRest{m_parts.caller, m_parts.clock};
    RouteRest m_showRest{m_parts.caller, m_parts.clock};
    bool m_isRefreshing = false;
    bool m_wasReadBack = false; // a partial write was found to leave the rest alone
    std::optional<std::chrono::milliseconds> m_refreshedAt; // by Clock::running()
};

} // namespace tacklebox::dialects
