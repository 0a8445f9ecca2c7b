// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/subscriberrow.h"

#include "store/rowuuid.h"

#include <QJsonDocument>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kSecrets[] = "SELECT subscriber_id, key, sealed, since FROM subscriber_secret";
static constexpr char kFailures[] = "SELECT subscriber_id, count(*) FROM job WHERE state = 4 AND state > 3 "
                                    "AND last_sent_at >= ? GROUP BY subscriber_id";

SubscriberColumns columnsOf(const Fields &fields)
{
    return {fields.value(u"key"_s).toString(),
            fields.value(u"name"_s).toString(),
            fields.value(u"callback_url"_s).toString(),
            fields.value(u"active"_s).toBool()};
}

QByteArray packedFields(const Fields &fields)
{
    return QJsonDocument(fields).toJson(QJsonDocument::Compact);
}

Fields unpackedFields(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

StoredSubscriber subscriberFrom(const Row &row)
{
    StoredSubscriber stored;
    stored.key = {row.integer(0)};
    stored.uuid = row.uuid(1);
    stored.isDeleted = !row.isNull(10);
    Subscriber &subscriber = stored.subscriber;
    subscriber.id = idOf(stored.key);
    subscriber.uuid = textOf(stored.uuid);
    subscriber.name = row.text(2);
    subscriber.url = row.text(3);
    subscriber.isActive = row.integer(4) != 0;
    subscriber.state = SubscriberState(row.integer(5));
    subscriber.fields = unpackedFields(row.bytes(6));
    subscriber.createdAt = row.instant(7);
    subscriber.updatedAt = row.instant(8);
    subscriber.lastSentAt = row.instantOrNone(9);
    return stored;
}

Result<Done> addSecrets(Connection &connection, QList<StoredSubscriber> &subscribers)
{
    QHash<qint64, qsizetype> place;
    for (qsizetype i = 0; i < subscribers.size(); ++i)
        place.insert(subscribers.at(i).key.value, i);
    // One subscriber is asked for by its own statement; many are picked from all.
    const QByteArray narrow = subscribers.size() == 1
        ? " WHERE subscriber_id = " + QByteArray::number(subscribers.first().key.value)
        : QByteArray();
    return connection.each(kSecrets + narrow, {}, [&](const Row &row) {
        const auto found = place.constFind(row.integer(0));
        if (found == place.cend())
            return;
        StoredSubscriber &stored = subscribers[*found];
        stored.sealed.insert(row.text(1), row.bytes(2));
        stored.subscriber.secrets.insert(row.text(1), SecretState{true, row.instant(3)});
    });
}

Result<Done> addFailures(Connection &connection, QList<Subscriber> &subscribers, Instant yesterday)
{
    QHash<QString, qint64> failed;
    const auto done = connection.each(kFailures, {toMillis(yesterday)}, [&failed](const Row &row) {
        failed.insert(QString::number(row.integer(0)), row.integer(1));
    });
    if (!done)
        return done;
    for (Subscriber &subscriber : subscribers)
        subscriber.failedLastDay = failed.value(subscriber.id.value);
    return Done{};
}

} // namespace tacklebox::store
