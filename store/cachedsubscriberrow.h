// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a remote subscriber lies in its row, and what stays of the row when another reading comes.
#pragma once

#include "store/connectionstore.h"

namespace tacklebox::store {

using SecretStates = QMap<QString, SecretState>;

// What cachedValues() gives and cachedSubscriberFrom() reads.
inline constexpr char kCachedSubscriberColumns[]
    = "uuid, name, url, state, is_active, fields, secrets, created_at, updated_at, last_sent_at,"
      " failed_last_day, health";

// For mergeStatement().
[[nodiscard]] Values cachedValues(ConnectionKey key, const Subscriber &subscriber, Instant now);
// Of the columns behind remote_id.
[[nodiscard]] Subscriber cachedSubscriberFrom(const Row &row, const QString &connectionName);
[[nodiscard]] SecretStates secretStatesFrom(const QByteArray &json);

// APIs rarely say since when a secret is set, and some say nothing of it.
[[nodiscard]] SecretStates withKnown(SecretStates read, const SecretStates &known);
// What `read` doesn't know is as it was; of name, URL and state, what is empty and was not told.
[[nodiscard]] Subscriber merged(const Subscriber &known, Subscriber read);

} // namespace tacklebox::store
