// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/secretcheck.h"

#include "engine/recipienttable.h"

namespace tacklebox::engine {

namespace {

bool isLost(Reason reason)
{
    return reason == Reason::SecretOfOneRun || reason == Reason::SecretOfAnotherKey
        || reason == Reason::SecretDamaged;
}

} // namespace

Async<QList<UnreadableSecret>> unreadableSecrets(store::Store &store, Vault &vault)
{
    // Not on the reader's thread: the vault ends before it.
    return store.read<RecipientRows>({}, allRecipients)
        .then(&vault, [&vault](const Result<RecipientRows> &rows) -> Result<QList<UnreadableSecret>> {
            if (!rows)
                return fail(rows.error());
            QList<UnreadableSecret> unreadable;
            for (const store::StoredSubscriber &stored : rows->subscribers) {
                const Result<Recipient> recipient = recipientFrom(stored, *rows, vault);
                if (!recipient && isLost(recipient.error().reason))
                    unreadable.append({stored.subscriber.id, stored.subscriber.name, recipient.error()});
            }
            return unreadable;
        });
}

} // namespace tacklebox::engine
