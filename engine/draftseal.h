// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Seals the secrets of a draft for the subscriber that they will belong to. Any thread.
#pragma once

#include "engine/subscriberedit.h"
#include "engine/vault.h"

namespace tacklebox::engine {

// SecretForm at its field, where a secret isn't in the form of the draft's scheme, or of the standing one.
Result<SealedDraft> sealDraft(SubscriberDraft draft, const QUuid &uuid, const Fields &standing,
                              const Vault &vault, Instant now);

} // namespace tacklebox::engine
