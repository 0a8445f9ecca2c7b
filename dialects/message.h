// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What goes to a remote API and what comes back, as values.
#pragma once

#include "core/headers.h"
#include "core/instant.h"
#include "core/secret.h"

#include <QUrl>

#include <chrono>

namespace tacklebox::dialects {

// A lost reply to a write is found out by reading again, never by writing again.
enum class Effect { Read, Write };

// What a refusal of a call is one of.
enum class About {
    OneThing, // a value or a row: what is said of it says nothing of the account
    OptionalList, // all that a list has, where the server has that list
    Account, // what an account that works can do
};

struct Request
{
    QByteArray method;
    QUrl url; // whole, with its query
    Headers headers; // the credential included
    QByteArray body;
    Effect effect = Effect::Read;
    // Carries the operating system's own sign-in: RestClient adds that, afresh for each request.
    bool isNegotiated = false;
};

struct Response
{
    int status = 0;
    Headers headers;
    QByteArray body; // unpacked
    // From its sending until the whole answer was there; waiting to be sent is no part of it.
    std::chrono::milliseconds took{0};
};

// What a sign-in gave.
struct Token
{
    Secret value;
    std::optional<Instant> until; // none: nobody said
};

} // namespace tacklebox::dialects
