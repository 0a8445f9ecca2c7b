// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What signatures are made of: HMAC (RFC 2104), Ed25519 (RFC 8032) and RSA with SHA-256 (RFC 8017, PKCS#1
// v1.5), over OpenSSL.
#pragma once

#include "core/secret.h"

#include <optional>

namespace tacklebox {

enum class Digest { Sha256, Sha1 };

// Raw bytes.
[[nodiscard]] QByteArray hmac(Digest digest, const QByteArray &key, const QByteArray &message);

// In constant time.
[[nodiscard]] bool isSame(const QByteArray &a, const QByteArray &b);

inline constexpr qsizetype kEd25519SeedBytes = 32;
inline constexpr qsizetype kEd25519PublicBytes = 32;

// Empty where the seed has another length.
[[nodiscard]] QByteArray ed25519Sign(const QByteArray &seed, const QByteArray &message);
[[nodiscard]] QByteArray ed25519PublicKey(const QByteArray &seed);
[[nodiscard]] bool ed25519Verifies(const QByteArray &publicKey, const QByteArray &message,
                                   const QByteArray &signature);

// By a private key in PEM, which must not want a passphrase. Empty where it is no such RSA key.
[[nodiscard]] QByteArray rsaSha256Sign(const Secret &privateKeyPem, const QByteArray &message);

[[nodiscard]] QByteArray randomBytes(qsizetype count);

} // namespace tacklebox
