// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The form in which each signing scheme writes its secrets, and the key that is in one.
#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "core/signature.h"

namespace tacklebox {

// SecretForm at the field, where the text is no secret of the scheme.
[[nodiscard]] std::optional<Error> checkSecret(SigningScheme scheme, const Secret &secret,
                                               const QString &field);

// A new secret in the scheme's own form.
[[nodiscard]] Secret generateSecret(SigningScheme scheme);

// What the receiver checks with, where it isn't the secret itself: whpk_… for Ed25519. Else empty.
[[nodiscard]] QByteArray publicKeyText(SigningScheme scheme, const Secret &secret);

// The bytes that sign. Empty where the form is wrong.
[[nodiscard]] Secret signingKey(SigningScheme scheme, const Secret &secret);
// The bytes that verify: of the secret, or of a public key's text.
[[nodiscard]] Secret verifyingKey(SigningScheme scheme, const Secret &secret);

} // namespace tacklebox
