// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Signatures over a delivery's bytes: which headers prove who sent it, and whether they do.
#pragma once

#include "core/capture.h"
#include "core/headers.h"
#include "core/secret.h"

#include <span>

namespace tacklebox {

enum class SigningScheme {
    None,
    Hookshot, // X-Signature: lower-case hex HMAC-SHA256 of the body
};

[[nodiscard]] QLatin1StringView toText(SigningScheme scheme);
[[nodiscard]] std::optional<SigningScheme> signingSchemeFrom(QStringView text);
[[nodiscard]] QStringList signingSchemeNames();

// What is signed. Some schemes cover the id and the time of the attempt too.
struct SignedContent
{
    QByteArray id;
    Instant at;
    QByteArray body;
};

// The headers to send. Several secrets: the newest first, during a rotation.
[[nodiscard]] Headers sign(SigningScheme scheme, std::span<const Secret> secrets,
                           const SignedContent &content);

// Compares in constant time. A `sha256=` or `sha1=` before hookshot's hex is understood.
[[nodiscard]] SignatureCheck verify(SigningScheme scheme, const Secret &secret, const Headers &headers,
                                    const QByteArray &body);

// A new secret in the scheme's own form.
[[nodiscard]] Secret generateSecret(SigningScheme scheme);

} // namespace tacklebox
