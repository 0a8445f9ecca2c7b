// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Who wants to be told, where, and of what; and an edit of one that knows what it started from.
#pragma once

#include "core/health.h"
#include "core/ids.h"
#include "core/instant.h"
#include "core/page.h"
#include "core/secret.h"

#include <QFlags>
#include <QJsonObject>
#include <QMap>

namespace tacklebox {

enum class SubscriberState { Active, Stopped, TooManyErrors, Unknown };

[[nodiscard]] QLatin1StringView toText(SubscriberState state);

// Members by the dialect's own key. A key that is not there is unknown; null is known and empty.
using Fields = QJsonObject;

struct SecretState
{
    bool isSet = false;
    std::optional<Instant> since;

    bool operator==(const SecretState &) const = default;
};

// What a reading tells of a subscriber beside its fields. The rest stands empty, and is as it was before.
enum class Told { Name = 1 << 0, Url = 1 << 1, State = 1 << 2 };
Q_DECLARE_FLAGS(ToldParts, Told)
Q_DECLARE_OPERATORS_FOR_FLAGS(ToldParts)

struct Subscriber
{
    SubscriberId id;
    QString uuid; // empty where the API has none
    QString connection;
    QString name;
    QString url;
    SubscriberState state = SubscriberState::Unknown;
    bool isActive = false;
    Fields fields;
    QMap<QString, SecretState> secrets;
    std::optional<Instant> createdAt;
    std::optional<Instant> updatedAt;
    std::optional<Instant> lastSentAt;
    qint64 failedLastDay = 0;
    Health health;
    ToldParts told; // by a dialect: these are known, though empty
    // Of one shown alone that its server didn't give now: when that told it last.
    std::optional<Instant> asOf = {};

    bool operator==(const Subscriber &) const = default;
};

// An edit. Only `changes` and `secrets` are written; `base` is what the person saw, so that another
// person's edit in between is found (Conflict).
struct SubscriberDraft
{
    std::optional<SubscriberId> id; // none: a new one
    Fields base;
    Fields changes;
    SecretEdits secrets;
    // What the server has of the secrets that are left alone, for a write that replaces the whole. From its
    // answer into that request alone.
    SecretEdits carried{};
    // Of an edit's answer these of the server's members alone, where BackendInfo::selectsAnswer; empty: all.
    QStringList select{};
};

enum class SubscriberSort { Name, Url, State, LastSent, Created };

struct SubscriberQuery
{
    QString search;
    std::optional<bool> isActive;
    QString event; // an event type: those that would be told of it
    QString eventsIn{}; // of an API, by its backend: the member that lists the events of a subscriber
    QString name{}; // the whole of it, in its own case; a search finds a piece
    SubscriberSort sort = SubscriberSort::Name;
    Qt::SortOrder order = Qt::AscendingOrder;
    PageRequest page;
    bool count = false;
};

} // namespace tacklebox
