// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which subscribers can't be delivered to because their secret opens no more.
#pragma once

#include "core/subscriber.h"
#include "engine/vault.h"

namespace tacklebox::engine {

struct UnreadableSecret
{
    SubscriberId subscriber;
    QString name;
    Error why; // SecretOfOneRun, SecretOfAnotherKey or SecretDamaged
};

// Ask it once the vault was opened. Both are borrowed; the answer ends with the vault.
Async<QList<UnreadableSecret>> unreadableSecrets(store::Store &store, Vault &vault);

} // namespace tacklebox::engine
