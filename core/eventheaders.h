// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The headers by which receivers of one dialect learn what a body is about. They go where the subscriber's
// view or its signing scheme is that dialect's; CloudEvents' where the view is.
#pragma once

#include "core/eventfacts.h"
#include "core/headers.h"
#include "core/signature.h"

#include <QFlags>

namespace tacklebox {

enum class EventHeader {
    Hookshot = 1 << 0, // X-Emperor-Event
    SuperOffice = 1 << 1, // X-SuperOffice-Event, -EventId and, from the first retry on, -Retry; X-Hook-Test
    GitHub = 1 << 2, // X-GitHub-Event, X-GitHub-Delivery
    StandardWebhooks = 1 << 3, // webhook-id and webhook-timestamp, which come with a signature, too
    CloudEvents = 1 << 4, // ce-id, ce-source, ce-type, ce-specversion, ce-time
};
Q_DECLARE_FLAGS(EventHeaderSet, EventHeader)
Q_DECLARE_OPERATORS_FOR_FLAGS(EventHeaderSet)

[[nodiscard]] EventHeaderSet eventHeadersOf(SigningScheme scheme);

enum class Occasion { Delivery, Test };

// Of one attempt.
struct Sending
{
    QByteArray job; // the same in each attempt
    int tries = 0; // made before this one
    Instant at;
    Occasion occasion = Occasion::Delivery;
};

[[nodiscard]] Headers eventHeaders(EventHeaderSet set, const EventFacts &event, const Sending &sending);

} // namespace tacklebox
