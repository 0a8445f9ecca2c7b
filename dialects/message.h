// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What goes to a remote API and what comes back, as values.
#pragma once

#include "core/headers.h"
#include "core/instant.h"
#include "core/secret.h"

#include <QUrl>

namespace tacklebox::dialects {

// A lost reply to a write is found out by reading again, never by writing again.
enum class Effect { Read, Write };

struct Request
{
    QByteArray method;
    QUrl url; // whole, with its query
    Headers headers; // the credential included
    QByteArray body;
    Effect effect = Effect::Read;
};

struct Response
{
    int status = 0;
    Headers headers;
    QByteArray body; // unpacked
};

// What a sign-in gave.
struct Token
{
    Secret value;
    std::optional<Instant> until; // none: nobody said
};

} // namespace tacklebox::dialects
