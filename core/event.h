// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Something that happened, as it was published: a type, an optional order status and the payload's
// own bytes, which are never parsed and written again on their way out.
#pragma once

#include "core/ids.h"
#include "core/instant.h"
#include "core/page.h"

#include <QByteArray>

#include <optional>

namespace tacklebox {

inline constexpr qsizetype kMaxPayloadBytes = 1024 * 1024;

struct EventDraft
{
    QString type; // required; dotted or subject:action words
    QString status; // order status, may be empty
    QString orderId;
    QString address;
    QString key; // idempotency key, may be empty
    std::optional<Instant> at; // not before
    QByteArray payload; // JSON, at most kMaxPayloadBytes
};

struct Event
{
    EventId id;
    QString uuid;
    QString type;
    QString status;
    QString orderId;
    QString address;
    QString key;
    Instant createdAt;
    std::optional<Instant> at; // not before; none: at once
    qint64 payloadBytes = 0;
    int jobs = 0; // how many subscribers were to be told
    int waiting = 0; // of these, yet to be sent
    QByteArray payload; // only where one event was asked for

    bool operator==(const Event &) const = default;
};

struct CancelledEvent
{
    EventId id;
    int dropped = 0; // jobs that are not sent any more
    int sent = 0; // jobs that were sent before, whatever came of it

    bool operator==(const CancelledEvent &) const = default;
};

// What became of one published event.
// A subscriber that selects an event's type or status, but not its content.
struct Excluded
{
    SubscriberId subscriber;
    QString name;
    QString condition; // of its filter, the first that isn't met
    QString found; // what the payload has there, as JSON; empty: nothing

    bool operator==(const Excluded &) const = default;
};

struct Published
{
    EventId id;
    QString uuid;
    QList<JobId> jobs;
    QList<Excluded> excluded;
    bool repeated = false; // the key was known: this is the first event's id, nothing was queued

    bool operator==(const Published &) const = default;
};

struct EventQuery
{
    QString search;
    std::optional<EventId> id;
    PageRequest page;
    bool count = false;
};

} // namespace tacklebox
