// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Ids as types, so that a job's id never lands where a subscriber's belongs.
#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>

#include <compare>

namespace tacklebox {

// What a person and a remote API see: opaque text, unique within its connection. The embedded
// engine's commands take its integer or its UUID in this form.
template<typename Tag>
struct Id
{
    QString value;

    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const Id &) const = default;
    auto operator<=>(const Id &other) const { return value.compare(other.value) <=> 0; }
};

template<typename Tag>
size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using SubscriberId = Id<struct SubscriberTag>;
using EventId = Id<struct EventTag>;
using JobId = Id<struct JobTag>;
using CaptureId = Id<struct CaptureTag>;
using ActivityId = Id<struct ActivityTag>;

// The engine's own integer of the same thing: a row in the store. Subscribers stay within int32,
// for the dialects that show them as one.
template<typename Tag>
struct Key
{
    qint64 value = 0;

    bool operator==(const Key &) const = default;
    auto operator<=>(const Key &) const = default;
};

template<typename Tag>
size_t qHash(const Key<Tag> &key, size_t seed = 0)
{
    return ::qHash(key.value, seed);
}

using SubscriberKey = Key<struct SubscriberTag>;
using EventKey = Key<struct EventTag>;
using JobKey = Key<struct JobTag>;

template<typename Tag>
Id<Tag> idOf(Key<Tag> key)
{
    return {QString::number(key.value)};
}

} // namespace tacklebox
