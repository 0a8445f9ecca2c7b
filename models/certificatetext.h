// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a table says of a callback URL's certificate, as this computer saw it.
#pragma once

#include "core/certificate.h"
#include "models/column.h"

namespace tacklebox::models {

struct CertificateText
{
    QString text; // empty: the target is no address that anybody connects to
    QString tip;
    CellTone tone = CellTone::Plain;
};

// Nearer its end than this it is warned of.
inline constexpr int kCertificateSoonDays = 14;

// `seen` is that of the URL's host; null: never seen from here.
[[nodiscard]] CertificateText certificateText(const QString &url, const Certificate *seen, Instant now);

} // namespace tacklebox::models
