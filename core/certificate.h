// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The certificate that a host showed in a TLS handshake of this computer's, and whether it was trusted here.
#pragma once

#include "core/attempt.h"

#include <optional>

namespace tacklebox {

// Stored as these numbers: never renumber.
enum class Trust {
    Trusted = 0,
    OutOfDate = 1, // it, or one above it: over, or not begun yet
    Untrusted = 2, // nobody trusted vouches for it
    WrongHost = 3, // it is another name's
};

struct Certificate
{
    QString place; // host:port, one for all URLs that lead there
    QString subject; // short; empty: it has none
    QString issuer; // short
    std::optional<Instant> notAfter;
    Trust trust = Trust::Trusted;
    Instant seenAt; // the last time that it was noted as it is

    bool operator==(const Certificate &) const = default;
};

// host:port of an https URL; empty where no certificate is shown: for http, and what is no URL.
[[nodiscard]] QString certificatePlace(const QString &url);

// What the attempt's own handshake showed. None on a kept connection, without TLS, and where the handshake
// broke off before the certificate was judged.
[[nodiscard]] std::optional<Certificate> certificateSeen(const Attempt &attempt);

// The common name, else the organisation, else all of it; of "CN=acme.example,O=Acme".
[[nodiscard]] QString shortCertificateName(const QString &name);

} // namespace tacklebox
