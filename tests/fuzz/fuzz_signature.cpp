// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The headers of a request that claims to be signed, a line each, then an empty line and its body.
#include "tests/fuzz/require.h"

#include "core/signature.h"
#include "core/signingsecret.h"

#include <map>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

constexpr SigningScheme kSchemes[] = {SigningScheme::Hookshot,
                                      SigningScheme::SuperOffice,
                                      SigningScheme::StandardWebhooks,
                                      SigningScheme::StandardWebhooksEd25519,
                                      SigningScheme::GitHub,
                                      SigningScheme::Stripe};

const Instant kNow = fromMillis(1'700'000'000'000);

// New in every run.
std::map<SigningScheme, Secret> secretOfEach()
{
    std::map<SigningScheme, Secret> secrets;
    for (const SigningScheme scheme : kSchemes)
        secrets.emplace(scheme, generateSecret(scheme));
    return secrets;
}

Headers headersOf(const QByteArray &lines)
{
    Headers headers;
    for (const QByteArray &line : lines.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        headers.append({line.left(std::max<qsizetype>(colon, 0)).trimmed(), line.mid(colon + 1).trimmed()});
    }
    return headers;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray all = fuzz::bytesOf(data, size);
    const qsizetype end = all.indexOf("\n\n");
    const Headers headers = headersOf(end < 0 ? all : all.first(end));
    const QByteArray body = end < 0 ? QByteArray() : all.sliced(end + 2);

    for (const SigningScheme scheme : kSchemes) {
        static const std::map<SigningScheme, Secret> secrets = secretOfEach();
        const Secret &secret = secrets.at(scheme);
        // Nobody guesses a signature.
        fuzz::require(verify(scheme, secret, headers, body) != SignatureCheck::Valid);
        (void)signedAt(scheme, headers);

        const Headers own = sign(scheme, {&secret, 1}, {"job", kNow, body});
        fuzz::require(verify(scheme, secret, own, body) == SignatureCheck::Valid);
        fuzz::require(verify(scheme, secret, own, body + 'x') == SignatureCheck::Invalid);
    }
    return 0;
}
