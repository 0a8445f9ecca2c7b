// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Who has the profile's master key in use, for secrets that are kept by a name of their own.
#pragma once

#include "core/async.h"
#include "core/secret.h"
#include "secrets/keyring.h"

namespace tacklebox::secrets {

class Sealer
{
public:
    virtual ~Sealer() = default;

    // Opens the profile's key, and makes it where the profile has none. Thread rules as Keychain's.
    virtual Future<KeyState> open() = 0;
    // Why it is not open for good: locked, or there is no place to keep a key. Any thread.
    [[nodiscard]] virtual std::optional<Error> why() const = 0;

    // Any thread. `name` is part of what opens it again.
    virtual Result<QByteArray> sealNamed(const Secret &plain, const QString &name) const = 0;
    // SecretDamaged and SecretOfAnotherKey (secrets/sealed.h), or why there is no key.
    virtual Result<Secret> unsealNamed(const QByteArray &sealed, const QString &name) const = 0;
};

} // namespace tacklebox::secrets
