// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/signature.h"

#include "core/words.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <QStringList>

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr Words<SigningScheme, 2> kSchemes{{
    {SigningScheme::None, "none"_L1},
    {SigningScheme::Hookshot, "hookshot"_L1},
}};

constexpr QByteArrayView kHookshotHeader = "X-Signature";
constexpr qsizetype kHookshotSecretBytes = 20;

QByteArray hmac(const EVP_MD *digest, const Secret &secret, const QByteArray &message)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    const QByteArray &key = secret.reveal();
    HMAC(digest,
         key.constData(),
         int(key.size()),
         reinterpret_cast<const unsigned char *>(message.constData()),
         size_t(message.size()),
         bytes.data(),
         &size);
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(size)};
}

bool isSame(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

SignatureCheck verifyHookshot(const Secret &secret, QByteArray given, const QByteArray &body)
{
    const EVP_MD *digest = EVP_sha256();
    if (given.startsWith("sha1=")) {
        digest = EVP_sha1();
        given.remove(0, 5);
    } else if (given.startsWith("sha256=")) {
        given.remove(0, 7);
    }
    const QByteArray expected = hmac(digest, secret, body).toHex();
    return isSame(given.toLower(), expected) ? SignatureCheck::Valid : SignatureCheck::Invalid;
}

} // namespace

QLatin1StringView toText(SigningScheme scheme)
{
    return wordOf(kSchemes, scheme);
}

std::optional<SigningScheme> signingSchemeFrom(QStringView text)
{
    return valueFrom(kSchemes, text);
}

QStringList signingSchemeNames()
{
    QStringList names;
    for (const Word<SigningScheme> &scheme : kSchemes)
        names.append(scheme.text);
    return names;
}

Headers sign(SigningScheme scheme, std::span<const Secret> secrets, const SignedContent &content)
{
    if (scheme == SigningScheme::None || secrets.empty() || secrets.front().isEmpty())
        return {};
    return {{kHookshotHeader.toByteArray(), hmac(EVP_sha256(), secrets.front(), content.body).toHex()}};
}

SignatureCheck verify(SigningScheme scheme, const Secret &secret, const Headers &headers,
                      const QByteArray &body)
{
    if (scheme == SigningScheme::None)
        return SignatureCheck::NotChecked;
    const std::optional<QByteArray> given = valueOf(headers, kHookshotHeader);
    if (!given)
        return SignatureCheck::Missing;
    return verifyHookshot(secret, given->trimmed(), body);
}

Secret generateSecret(SigningScheme scheme)
{
    if (scheme == SigningScheme::None)
        return {};
    std::array<unsigned char, kHookshotSecretBytes> bytes{};
    RAND_bytes(bytes.data(), int(bytes.size()));
    const Secret secret(QByteArray(reinterpret_cast<const char *>(bytes.data()), bytes.size()).toHex());
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return secret;
}

} // namespace tacklebox
