// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Writes one connection's subscribers: the smallest request, sent once. What somebody else changed is looked
// for before it where the server doesn't look itself, and a lost answer is found out by reading.
//
// Threads: as Caller.
#pragma once

#include "backend/backend.h"
#include "dialects/remotesubscribers.h"

namespace tacklebox::dialects {

class RemoteSaving final : public QObject
{
    Q_OBJECT

public:
    // All is borrowed. `subscribers` are those of the same parts; they tell what changed.
    RemoteSaving(RemoteSubscribers::Parts parts, RemoteSubscribers &subscribers, QObject *parent = nullptr);

    // An empty method: with nothing changed, nothing is sent.
    [[nodiscard]] Result<RequestPreview> preview(const SubscriberDraft &draft) const;
    Async<Subscriber> save(const SubscriberDraft &draft);
    Async<Done> remove(SubscriberId id);

private:
    struct Saving;
    using SavingPointer = std::shared_ptr<Saving>;

    [[nodiscard]] BackendInfo info() const;
    Async<Subscriber> unchanged(const SubscriberId &id);
    Async<Done> refuseTooMany(const SubscriberDraft &draft);
    Async<Done> lookFirst(const SavingPointer &saving);
    Async<Done> refuseOvertaken(const SavingPointer &saving);
    Async<Subscriber> send(const SavingPointer &saving);
    Async<Subscriber> taken(const SavingPointer &saving, const Result<Subscriber> &answer);
    Async<Subscriber> readBack(const SavingPointer &saving, const Subscriber &saved);
    Async<Subscriber> compared(const SavingPointer &saving, const Subscriber &now);
    Async<Subscriber> findOut(const SavingPointer &saving, const Error &error);
    Async<Subscriber> findNew(const SavingPointer &saving, const Error &error);
    Async<Done> removeHere(const SubscriberId &id, const Error &error);
    Async<Response> written(RouteRest *optional, const Caller::Make &make);
    [[nodiscard]] Error lost(Error error) const;

    RemoteSubscribers::Parts m_parts;
    RemoteSubscribers &m_subscribers;
    RouteRest m_createRest;
    RouteRest m_destroyRest;
    bool m_wasReadBack = false; // a partial write was found to leave the rest alone
};

} // namespace tacklebox::dialects
