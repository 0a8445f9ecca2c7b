// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The headers of a request that claims to be signed, a line each, then an empty line and its body.
#include "tests/fuzz/require.h"

#include "core/signature.h"
#include "core/signingsecret.h"

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

constexpr SigningScheme kSchemes[] = {SigningScheme::Hookshot,
                                      SigningScheme::SuperOffice,
                                      SigningScheme::StandardWebhooks,
                                      SigningScheme::StandardWebhooksEd25519,
                                      SigningScheme::GitHub,
                                      SigningScheme::Stripe};

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
        static const Secret known = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        // Nobody guesses a signature under a secret that they don't know.
        const SignatureCheck check = verify(scheme, known, headers, body);
        fuzz::require(check != SignatureCheck::NotChecked);
        (void)signedAt(scheme, headers);
    }
    return 0;
}
