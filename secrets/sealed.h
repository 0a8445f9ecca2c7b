// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Secrets at rest: AES-256-GCM under the master key, bound to the place that they are kept at, so that
// a sealed value copied to another row or field doesn't open.
#pragma once

#include "secrets/masterkey.h"

namespace tacklebox::secrets {

struct Place
{
    QString table; // subscriber
    QString row; // its UUID
    QString field; // secret
};

// Layout: version (1 byte), key id (8), nonce (12), ciphertext, tag (16).
Result<QByteArray> seal(const MasterKey &key, const Secret &plain, const Place &place);

// Which key sealed it; empty for bytes that nothing here has sealed.
[[nodiscard]] QByteArray keyIdOf(const QByteArray &sealed);

// SecretOfAnotherKey for another key's bytes, SecretDamaged for bytes that are damaged or from another place.
Result<Secret> unseal(const MasterKey &key, const QByteArray &sealed, const Place &place);

} // namespace tacklebox::secrets
