// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which events a subscriber is told of: by type, or by the order's status.
#pragma once

#include "core/error.h"

#include <QJsonValue>
#include <QStringList>

#include <optional>
#include <vector>

namespace tacklebox {

struct EventSelector
{
    enum class Kind {
        Exact, // order.delivered, and as a subject: quote_request takes quote_request:created
        Prefix, // order.*
        All, // *
    };

    Kind kind = Kind::Exact;
    QString text; // without the star

    bool operator==(const EventSelector &) const = default;
};

Result<EventSelector> eventSelectorFrom(const QString &text, const QString &field);
[[nodiscard]] bool matches(const EventSelector &selector, QStringView eventType);

// A type that an event may carry: words of letters, digits, _ and - joined by dots, and at most one
// colon between subject and action.
[[nodiscard]] std::optional<Error> checkEventType(const QString &type, const QString &field);

struct Selection
{
    std::vector<EventSelector> events;
    QStringList statuses;

    bool operator==(const Selection &) const = default;
};

// Reads the members `events` and `statuses` of a subscriber.
Result<Selection> selectionFrom(const QJsonValue &events, const QJsonValue &statuses);

// True when any event selector or any status matches. Both empty select nothing.
[[nodiscard]] bool selects(const Selection &selection, QStringView eventType, const QString &status);

} // namespace tacklebox
