// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Saving and deleting a local subscriber: judged by the rules, its secrets sealed, written together
// with the activity that tells of it. The functions run inside a change of the store.
#pragma once

#include "core/subscriber.h"
#include "store/subscriberstore.h"

namespace tacklebox::engine {

// A draft whose secrets are sealed already.
struct SealedDraft
{
    SubscriberDraft draft; // its secrets are not looked at
    QUuid uuid; // of the subscriber, new or known
    store::SealedEdits secrets;
};

// The first finding of the fields' rules.
[[nodiscard]] std::optional<Error> checkDraft(const SubscriberDraft &draft);

// What the rules can't see in the draft alone: an active one that signs without a secret is SecretMissing.
Result<Subscriber> saveSubscriber(store::Connection &connection, const SealedDraft &sealed, Instant now);

// All of them or none: the caller's change is undone with the first error. Their secrets are kept.
Result<QList<Subscriber>> saveSubscribers(store::Connection &connection, const QList<SubscriberDraft> &drafts,
                                          Instant now);

Result<Done> removeSubscriber(store::Connection &connection, const SubscriberId &id, Instant now);

} // namespace tacklebox::engine
