// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One connection's subscribers: read from the server into the cache, and answered from there. Who writes is
// RemoteSaving.
//
// Threads: as Caller.
#pragma once

#include "dialects/serversubscribers.h"
#include "dialects/subscribercache.h"

namespace tacklebox::dialects {

class RemoteSubscribers final : public QObject
{
    Q_OBJECT

public:
    using Parts = RemoteParts;

    // All is borrowed.
    explicit RemoteSubscribers(Parts parts, QObject *parent = nullptr);

    Async<Page<Subscriber>> list(SubscriberQuery query, std::stop_token stop);
    // The same without waiting for the server, unless askAnew() was called. None: nothing is cached yet.
    Async<std::optional<Page<Subscriber>>> listKept(SubscriberQuery query, std::stop_token stop);
    // Whole, as the server has it; where it has no such call, or is away, as it was seen last.
    Async<Subscriber> show(SubscriberId id, std::stop_token stop);
    // One that is there already. Where the server can't show it, it is kept with unknown fields under `name`.
    Async<Subscriber> add(SubscriberId id, QString name);

    enum class Refreshed {
        Taken, // what the server lists
        Left, // it has no list, or what came was older than what was written here: what is cached stands
    };
    Async<Refreshed> refresh(std::stop_token stop = {});
    // The next list asks the server, however lately it was asked.
    void forgetRefresh() { m_refreshedAt.reset(); }
    // The next list waits for the server. Where that gives none, what is cached is the answer all the same.
    void askAnew() { m_isAskedAnew = true; }

    // For who writes. To be called when a write is sent, and when it is answered: what was asked before tells
    // what was before.
    void noteWrite() { ++m_writes; }
    [[nodiscard]] ServerSubscribers &server() { return m_server; }
    [[nodiscard]] const ServerSubscribers &server() const { return m_server; }
    Async<Subscriber> seen(const SubscriberId &id);
    // As it then stands in the cache: with the members that this answer didn't tell.
    Async<Subscriber> keep(const Subscriber &subscriber);
    Async<Done> forget(const SubscriberId &id);

signals:
    void changed(const QList<tacklebox::Subscriber> &subscribers);
    void removed(const QList<tacklebox::SubscriberId> &ids);

private:
    using Narrowed = std::optional<SubscriberQuery>; // none: the list is asked for all

    struct Cached
    {
        Page<Subscriber> page;
        std::optional<Instant> since; // of the list, or of the oldest row; none: nothing is cached
    };

    Async<Cached> cached(const SubscriberQuery &query, std::stop_token stop);
    Async<Page<Subscriber>> fresh(const SubscriberQuery &query, std::stop_token stop);
    void refreshBehind();
    Async<Refreshed> refreshed(const Narrowed &narrowed, const std::stop_token &stop, int tries);
    Async<Refreshed> take(const QList<Subscriber> &rows, Listing listing);
    Async<Subscriber> seenWithAge(const SubscriberId &id);
    Async<Subscriber> kept(const SubscriberId &id, const std::stop_token &stop, int tries);

    Parts m_parts;
    ServerSubscribers m_server{m_parts};
    bool m_isRefreshing = false;
    quint64 m_writes = 0; // sent, and answered
    std::optional<std::chrono::milliseconds> m_refreshedAt; // by Clock::running()
    bool m_isAskedAnew = false;
    std::optional<Result<Refreshed>> m_read; // how the last list fared that waited for the server
};

} // namespace tacklebox::dialects
