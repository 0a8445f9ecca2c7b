// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Writes one connection's subscribers: the smallest request, sent once. SavingLook looks before it, and
// SavingOutcome says what became of it.
//
// Threads: as Caller.
#pragma once

#include "backend/backend.h"
#include "dialects/savinglook.h"
#include "dialects/savingoutcome.h"

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

signals:
    void noted(const tacklebox::Error &note); // as Backend::saveNoted

private:
    [[nodiscard]] BackendInfo info() const;
    [[nodiscard]] Result<SavingPointer> prepared(const SubscriberDraft &draft) const;
    Async<Subscriber> unchanged(const SubscriberId &id);
    Async<Subscriber> send(const SavingPointer &saving);
    Async<Subscriber> takenInPart(const SavingPointer &saving, const Response &response);
    Async<Done> gone(const SubscriberId &id);
    Async<Done> removeHere(const SubscriberId &id, const Error &error);
    Async<Response> written(const Caller::Make &make);

    RemoteSubscribers::Parts m_parts;
    RemoteSubscribers &m_subscribers;
    SavingLook m_look;
    SavingOutcome m_outcome;
    RouteRest m_createRest;
    RouteRest m_destroyRest;
};

} // namespace tacklebox::dialects
