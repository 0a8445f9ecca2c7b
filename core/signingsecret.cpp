// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/signingsecret.h"

#include "core/digest.h"

#include <openssl/crypto.h>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

// Standard Webhooks: base64 behind a prefix that says what it is; a symmetric one may lack it.
constexpr QByteArrayView kSymmetric = "whsec_";
constexpr QByteArrayView kPrivate = "whsk_";
constexpr QByteArrayView kPublic = "whpk_";
constexpr qsizetype kFewestBytes = 24;
constexpr qsizetype kMostKeyBytes = 64;

constexpr qsizetype kNewStandardBytes = 32;
constexpr qsizetype kNewHexBytes = 20; // as Bold Penguin's page proposes
constexpr qsizetype kNewStripeBytes = 24;

Secret decoded(QByteArrayView text)
{
    const auto result
        = QByteArray::fromBase64Encoding(text.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    return result ? Secret(result.decoded) : Secret();
}

Secret symmetricKey(const Secret &secret)
{
    QByteArrayView text(secret.reveal());
    if (text.startsWith(kSymmetric))
        text = text.sliced(kSymmetric.size());
    Secret key = decoded(text);
    const qsizetype size = key.reveal().size();
    return size >= kFewestBytes && size <= kMostKeyBytes ? key : Secret();
}

// The private key is its seed, or the seed with the public key behind it.
Secret seedOf(const Secret &secret)
{
    const QByteArrayView text(secret.reveal());
    if (!text.startsWith(kPrivate))
        return {};
    const Secret bytes = decoded(text.sliced(kPrivate.size()));
    const qsizetype size = bytes.reveal().size();
    if (size != kEd25519SeedBytes && size != kEd25519SeedBytes + kEd25519PublicBytes)
        return {};
    return Secret(bytes.reveal().first(kEd25519SeedBytes));
}

Secret encoded(QByteArrayView prefix, qsizetype count)
{
    QByteArray bytes = randomBytes(count);
    const Secret secret(prefix.toByteArray() + bytes.toBase64());
    OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
    return secret;
}

Secret hex(QByteArrayView prefix, qsizetype count)
{
    QByteArray bytes = randomBytes(count);
    const Secret secret(prefix.toByteArray() + bytes.toHex());
    OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
    return secret;
}

QString expectedForm(SigningScheme scheme)
{
    return scheme == SigningScheme::StandardWebhooksEd25519 ? u"whsk_…, 32 or 64 bytes in base64"_s
                                                            : u"whsec_…, 24 to 64 bytes in base64"_s;
}

} // namespace

Secret signingKey(SigningScheme scheme, const Secret &secret)
{
    switch (scheme) {
    case SigningScheme::StandardWebhooks:
        return symmetricKey(secret);
    case SigningScheme::StandardWebhooksEd25519:
        return seedOf(secret);
    case SigningScheme::None:
    case SigningScheme::Hookshot:
    case SigningScheme::SuperOffice:
    case SigningScheme::GitHub:
    case SigningScheme::Stripe:
        break;
    }
    return secret;
}

Secret verifyingKey(SigningScheme scheme, const Secret &secret)
{
    if (scheme != SigningScheme::StandardWebhooksEd25519)
        return signingKey(scheme, secret);
    const QByteArrayView text(secret.reveal());
    if (text.startsWith(kPublic))
        return decoded(text.sliced(kPublic.size()));
    return Secret(ed25519PublicKey(seedOf(secret).reveal()));
}

std::optional<Error> checkSecret(SigningScheme scheme, const Secret &secret, const QString &field)
{
    if (scheme == SigningScheme::None || !signingKey(scheme, secret).isEmpty())
        return std::nullopt;
    return invalid(Reason::SecretForm, field, expectedForm(scheme));
}

Secret generateSecret(SigningScheme scheme)
{
    switch (scheme) {
    case SigningScheme::None:
        return {};
    case SigningScheme::StandardWebhooks:
        return encoded(kSymmetric, kNewStandardBytes);
    case SigningScheme::StandardWebhooksEd25519:
        return encoded(kPrivate, kEd25519SeedBytes);
    case SigningScheme::Stripe:
        return hex("whsec_", kNewStripeBytes);
    case SigningScheme::Hookshot:
    case SigningScheme::SuperOffice:
    case SigningScheme::GitHub:
        break;
    }
    return hex({}, kNewHexBytes);
}

QByteArray publicKeyText(SigningScheme scheme, const Secret &secret)
{
    if (scheme != SigningScheme::StandardWebhooksEd25519)
        return {};
    const QByteArray key = ed25519PublicKey(seedOf(secret).reveal());
    return key.isEmpty() ? key : kPublic.toByteArray() + key.toBase64();
}

} // namespace tacklebox
