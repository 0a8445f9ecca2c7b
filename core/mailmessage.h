// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A mail as its bytes go over the wire: headers and a plain text in UTF-8, quoted-printable. Pure.
#pragma once

#include "core/instant.h"

#include <QByteArray>

namespace tacklebox {

struct MailMessage
{
    QString from; // an address
    QString to; // an address
    QString subject;
    QString body; // lines end with \n
    Instant at;
    QByteArray id; // the left side of its Message-ID: the same in each try of one mail
};

// No text gets out of its place: line breaks and control characters in a header become spaces.
[[nodiscard]] QByteArray messageBytes(const MailMessage &message);

} // namespace tacklebox
