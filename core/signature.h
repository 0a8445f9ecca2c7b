// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Signatures over a delivery's bytes: which headers prove who sent it, and whether they do.
#pragma once

#include "core/capture.h"
#include "core/digest.h"
#include "core/headers.h"

#include <QStringList>

#include <span>

namespace tacklebox {

enum class SigningScheme {
    None,
    Hookshot, // X-Signature: lower-case hex HMAC-SHA256 of the body
    SuperOffice, // X-SuperOffice-Signature: the same in base64
    StandardWebhooks, // webhook-signature: v1, HMAC-SHA256 of id, time and body
    StandardWebhooksEd25519, // v1a
    GitHub, // X-Hub-Signature-256: sha256= and lower-case hex
    Stripe, // Stripe-Signature: the time, and HMAC-SHA256 of it and the body
};

[[nodiscard]] QLatin1StringView toText(SigningScheme scheme);
[[nodiscard]] std::optional<SigningScheme> signingSchemeFrom(QStringView text);
[[nodiscard]] QStringList signingSchemeNames();

// True where a header carries a signature for each of several secrets, during a rotation.
[[nodiscard]] bool carriesTwo(SigningScheme scheme);

// What is signed. Some schemes cover the id and the time of the attempt too.
struct SignedContent
{
    QByteArray id; // the job's, the same in each attempt
    Instant at; // of this attempt
    QByteArray body;
};

// hookshot's digest and prefix are not documented, so a receiver may want it otherwise.
struct HookshotForm
{
    Digest digest = Digest::Sha256;
    bool isPrefixed = false; // sha256= or sha1= before the hex

    bool operator==(const HookshotForm &) const = default;
};

// The headers to send. Several secrets: the newest first, during a rotation.
[[nodiscard]] Headers sign(SigningScheme scheme, std::span<const Secret> secrets,
                           const SignedContent &content, const HookshotForm &form = {});

// Compares in constant time. A `sha256=` or `sha1=` before hookshot's hex is understood. The time that
// was signed may lie far back: whether that is too long ago is for the caller to say.
[[nodiscard]] SignatureCheck verify(SigningScheme scheme, const Secret &secret, const Headers &headers,
                                    const QByteArray &body);

// When it was signed, where the scheme says so.
[[nodiscard]] std::optional<Instant> signedAt(SigningScheme scheme, const Headers &headers);

} // namespace tacklebox
