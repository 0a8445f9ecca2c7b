// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a server has of one connection's subscribers now: its list, page by page, and one of them. Nothing of
// it is kept.
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

// What all that is remote of one connection works with. All is borrowed.
struct RemoteParts
{
    const Dialect &dialect;
    Caller &caller;
    store::Store &store;
    store::ConnectionKey key;
    const Clock &clock;
    Reading reading = Reading::CacheFirst;
};

// What show answers, for an edit that writes the whole: with the secrets that it carries back.
struct Shown
{
    Subscriber row;
    SecretEdits carried;
};

class ServerSubscribers final : public QObject
{
    Q_OBJECT

public:
    explicit ServerSubscribers(const RemoteParts &parts, QObject *parent = nullptr);

    // Whole, as the server shows it alone.
    Async<Subscriber> show(const SubscriberId &id, std::stop_token stop = {});
    // Shown, else out of the list. What show() answers where it is in neither and there may be more.
    Async<Subscriber> read(const SubscriberId &id);
    // The same before an edit. Out of the list it carries nothing.
    Async<Shown> readToWrite(const SubscriberId &id);

    // False once both were asked for and this server has neither: one can't be read before it is written.
    [[nodiscard]] bool canRead() const { return !m_showRest.missing() || !m_listRest.missing(); }

    Async<Listed<Subscriber>> list(std::stop_token stop = {});
    // What the server narrows it to.
    Async<Listed<Subscriber>> list(const SubscriberQuery &query, std::stop_token stop);

private:
    Async<Shown> shown(const SubscriberId &id, std::stop_token stop);
    Async<Listed<Subscriber>> ask(const std::optional<SubscriberQuery> &query, std::stop_token stop);
    Async<Listed<Subscriber>> withMore(Listed<Subscriber> all, SubscriberQuery next, std::stop_token stop);

    RemoteParts m_parts;
    RouteRest m_listRest;
    RouteRest m_showRest;
};

// The server has no more than these, as far as it is known. False where nobody told.
[[nodiscard]] bool isWhole(const Listed<Subscriber> &listed);

// An answer that can't be read.
[[nodiscard]] bool isUnreadable(const Error &error);

// Of an id that this API can't have: nothing was sent.
[[nodiscard]] bool isWrongId(const Error &error);

// Nobody says whether it is there: no such call, an answer that can't be read, or an id that only was
// taken in before.
[[nodiscard]] bool isUnshowable(const Error &error);

// A server that denies a subscriber names none: `id` is the one that it means.
[[nodiscard]] Error aboutSubscriber(Error error, const SubscriberId &id);

} // namespace tacklebox::dialects
