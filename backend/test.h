// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A person's test of a callback URL from this computer: one request, made at once, kept in no queue
// and counted toward nobody's health.
#pragma once

#include "core/attempt.h"
#include "core/ids.h"
#include "core/secret.h"

#include <variant>

namespace tacklebox {

enum class AddressPolicy { Guarded, AllowPrivate };

struct TestRequest
{
    std::variant<QString, SubscriberId> target; // a URL, or a subscriber with its headers and signature
    QString eventType; // empty: "test"
    QByteArray payload; // empty: the invented sample of that type
    Headers headers;
    QString successCode; // for a URL; a subscriber has its own
    QString scheme; // signing scheme for a URL, empty: none
    Secret secret;
    AddressPolicy addresses = AddressPolicy::Guarded;
};

struct TestReport
{
    Attempt attempt;
    QString successCode; // the rule that the answer was held against
    bool hasStarted = false; // the subscriber was stopped for its errors, and this test started it again
};

} // namespace tacklebox
