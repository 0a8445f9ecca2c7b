// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// How a subscriber lies in its row: the fields as JSON, and the columns that lists and matching need
// drawn from them.
#pragma once

#include "store/subscriberstore.h"

namespace tacklebox::store {

struct SubscriberColumns
{
    QString key;
    QString name;
    QString url;
    bool isActive = false;
};

[[nodiscard]] SubscriberColumns columnsOf(const Fields &fields);
[[nodiscard]] QByteArray packedFields(const Fields &fields);
[[nodiscard]] Fields unpackedFields(const QByteArray &json);

// What subscriberFrom() reads, of `subscriber s`.
inline constexpr char kSubscriberColumns[] = "s.id, s.uuid, s.name, s.url, s.is_active, s.state, s.fields, "
                                             "s.created_at, s.updated_at, s.last_sent_at,"
                                             " s.deleted_at";
[[nodiscard]] StoredSubscriber subscriberFrom(const Row &row);

// Puts each one's secrets and the failures since `yesterday` beside it.
Result<Done> addSecrets(Connection &connection, QList<StoredSubscriber> &subscribers);
Result<Done> addHealth(Connection &connection, QList<StoredSubscriber> &subscribers);
Result<Done> addFailures(Connection &connection, QList<Subscriber> &subscribers, Instant yesterday);

// What a list sorts by, of the table that it calls `s`.
[[nodiscard]] QByteArray columnOf(SubscriberSort sort);

} // namespace tacklebox::store
