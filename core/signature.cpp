// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/signature.h"

#include "core/signingsecret.h"
#include "core/words.h"

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr Words<SigningScheme, 7> kSchemes{{
    {SigningScheme::None, "none"_L1},
    {SigningScheme::Hookshot, "hookshot"_L1},
    {SigningScheme::SuperOffice, "superoffice"_L1},
    {SigningScheme::StandardWebhooks, "standard-webhooks"_L1},
    {SigningScheme::StandardWebhooksEd25519, "standard-webhooks-ed25519"_L1},
    {SigningScheme::GitHub, "github"_L1},
    {SigningScheme::Stripe, "stripe"_L1},
}};

constexpr QByteArrayView kId = "webhook-id";
constexpr QByteArrayView kTime = "webhook-timestamp";
constexpr QByteArrayView kSha256Prefix = "sha256=";
constexpr QByteArrayView kSha1Prefix = "sha1=";

QByteArrayView headerOf(SigningScheme scheme)
{
    switch (scheme) {
    case SigningScheme::None:
        break;
    case SigningScheme::Hookshot:
        return "X-Signature";
    case SigningScheme::SuperOffice:
        return "X-SuperOffice-Signature";
    case SigningScheme::StandardWebhooks:
    case SigningScheme::StandardWebhooksEd25519:
        return "webhook-signature";
    case SigningScheme::GitHub:
        return "X-Hub-Signature-256";
    case SigningScheme::Stripe:
        return "Stripe-Signature";
    }
    return {};
}

QByteArray secondsOf(Instant at)
{
    return QByteArray::number(
        qint64(std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count()));
}

QByteArray hookshotValue(const Secret &secret, const QByteArray &body, const HookshotForm &form)
{
    const QByteArrayView prefix = form.digest == Digest::Sha1 ? kSha1Prefix : kSha256Prefix;
    const QByteArray hex = hmac(form.digest, secret.reveal(), body).toHex();
    return form.isPrefixed ? prefix.toByteArray() + hex : hex;
}

// One secret's part of the header.
QByteArray partOf(SigningScheme scheme, const Secret &secret, const SignedContent &content,
                  const HookshotForm &form)
{
    const Secret key = signingKey(scheme, secret);
    const QByteArray time = secondsOf(content.at);
    switch (scheme) {
    case SigningScheme::None:
        break;
    case SigningScheme::Hookshot:
        return hookshotValue(key, content.body, form);
    case SigningScheme::SuperOffice:
        return hmac(Digest::Sha256, key.reveal(), content.body).toBase64();
    case SigningScheme::StandardWebhooks:
        return "v1,"
            + hmac(Digest::Sha256, key.reveal(), content.id + '.' + time + '.' + content.body).toBase64();
    case SigningScheme::StandardWebhooksEd25519:
        return "v1a," + ed25519Sign(key.reveal(), content.id + '.' + time + '.' + content.body).toBase64();
    case SigningScheme::GitHub:
        return kSha256Prefix.toByteArray() + hmac(Digest::Sha256, key.reveal(), content.body).toHex();
    case SigningScheme::Stripe:
        return "v1=" + hmac(Digest::Sha256, key.reveal(), time + '.' + content.body).toHex();
    }
    return {};
}

bool isOneOf(const QByteArray &expected, const QList<QByteArray> &given)
{
    bool found = false;
    for (const QByteArray &one : given)
        found = isSame(one, expected) || found;
    return found;
}

bool isHookshot(const QByteArray &key, const QByteArray &given, const QByteArray &body)
{
    const bool isSha1 = given.startsWith(kSha1Prefix);
    const qsizetype prefix
        = isSha1 ? kSha1Prefix.size() : (given.startsWith(kSha256Prefix) ? kSha256Prefix.size() : 0);
    const QByteArray expected = hmac(isSha1 ? Digest::Sha1 : Digest::Sha256, key, body).toHex();
    return isSame(given.sliced(prefix).toLower(), expected);
}

bool isStandard(SigningScheme scheme, const QByteArray &key, const QByteArray &given, const Headers &headers,
                const QByteArray &body)
{
    const QByteArray text = valueOf(headers, kId).value_or(QByteArray()) + '.'
        + valueOf(headers, kTime).value_or(QByteArray()) + '.' + body;
    if (scheme == SigningScheme::StandardWebhooks)
        return isOneOf("v1," + hmac(Digest::Sha256, key, text).toBase64(), given.split(' '));
    bool found = false;
    for (const QByteArray &one : given.split(' ')) {
        if (one.startsWith("v1a,"))
            found = ed25519Verifies(key, text, QByteArray::fromBase64(one.sliced(4))) || found;
    }
    return found;
}

// The value of t in a list like t=1614265330,v1=…
QByteArray stripeTime(const QByteArray &given)
{
    for (const QByteArray &part : given.split(',')) {
        if (part.startsWith("t="))
            return part.sliced(2);
    }
    return {};
}

bool isValid(SigningScheme scheme, const QByteArray &key, const QByteArray &given, const Headers &headers,
             const QByteArray &body)
{
    switch (scheme) {
    case SigningScheme::None:
        break;
    case SigningScheme::Hookshot:
        return isHookshot(key, given, body);
    case SigningScheme::SuperOffice:
        return isSame(given, hmac(Digest::Sha256, key, body).toBase64());
    case SigningScheme::StandardWebhooks:
    case SigningScheme::StandardWebhooksEd25519:
        return isStandard(scheme, key, given, headers, body);
    case SigningScheme::GitHub:
        return given.startsWith(kSha256Prefix) && isHookshot(key, given, body);
    case SigningScheme::Stripe:
        return isOneOf("v1=" + hmac(Digest::Sha256, key, stripeTime(given) + '.' + body).toHex(),
                       given.split(','));
    }
    return false;
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

bool carriesTwo(SigningScheme scheme)
{
    return scheme == SigningScheme::StandardWebhooks || scheme == SigningScheme::StandardWebhooksEd25519
        || scheme == SigningScheme::Stripe;
}

Headers sign(SigningScheme scheme, std::span<const Secret> secrets, const SignedContent &content,
             const HookshotForm &form)
{
    if (scheme == SigningScheme::None || secrets.empty() || secrets.front().isEmpty())
        return {};
    const auto signing = carriesTwo(scheme) ? secrets : secrets.first(1);
    QByteArrayList parts;
    for (const Secret &secret : signing)
        parts.append(partOf(scheme, secret, content, form));
    const QByteArray name = headerOf(scheme).toByteArray();
    if (scheme == SigningScheme::Stripe)
        return {{name, "t=" + secondsOf(content.at) + ',' + parts.join(',')}};
    if (scheme == SigningScheme::StandardWebhooks || scheme == SigningScheme::StandardWebhooksEd25519)
        return {{kId.toByteArray(), content.id},
                {kTime.toByteArray(), secondsOf(content.at)},
                {name, parts.join(' ')}};
    return {{name, parts.front()}};
}

SignatureCheck verify(SigningScheme scheme, const Secret &secret, const Headers &headers,
                      const QByteArray &body)
{
    if (scheme == SigningScheme::None)
        return SignatureCheck::NotChecked;
    const std::optional<QByteArray> given = valueOf(headers, headerOf(scheme));
    if (!given)
        return SignatureCheck::Missing;
    const Secret key = verifyingKey(scheme, secret);
    const bool is = !key.isEmpty() && isValid(scheme, key.reveal(), given->trimmed(), headers, body);
    return is ? SignatureCheck::Valid : SignatureCheck::Invalid;
}

std::optional<Instant> signedAt(SigningScheme scheme, const Headers &headers)
{
    const QByteArray time = scheme == SigningScheme::Stripe
        ? stripeTime(valueOf(headers, headerOf(scheme)).value_or(QByteArray()))
        : valueOf(headers, kTime).value_or(QByteArray());
    if (scheme == SigningScheme::Stripe || carriesTwo(scheme)) {
        bool isNumber = false;
        const qint64 seconds = time.toLongLong(&isNumber);
        constexpr qint64 kLastSecond = qint64(1) << 40;
        if (isNumber && seconds >= 0 && seconds < kLastSecond)
            return Instant(std::chrono::seconds(seconds));
    }
    return std::nullopt;
}

} // namespace tacklebox
