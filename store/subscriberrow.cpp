// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/subscriberrow.h"

#include "store/rowuuid.h"

#include <QJsonDocument>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

static constexpr char kSecrets[]
    = "SELECT subscriber_id, key, sealed, since, previous, previous_until FROM subscriber_secret";
static constexpr char kHealth[] = "SELECT subscriber_id, failures, since, warned_at, reason, stopped_at,"
                                  " last_error FROM health";
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

namespace {

// Gives each row of the question to the subscriber that its first column names. One subscriber is asked
// for by its own statement; many are picked from all.
Result<Done> addEach(Connection &connection, QList<StoredSubscriber> &subscribers, const QByteArray &question,
                     const std::function<void(StoredSubscriber &, const Row &)> &add)
{
    QHash<qint64, qsizetype> place;
    for (qsizetype i = 0; i < subscribers.size(); ++i)
        place.insert(subscribers.at(i).key.value, i);
    const QByteArray narrow = subscribers.size() == 1
        ? " WHERE subscriber_id = " + QByteArray::number(subscribers.first().key.value)
        : QByteArray();
    return connection.each(question + narrow, {}, [&](const Row &row) {
        const auto found = place.constFind(row.integer(0));
        if (found != place.cend())
            add(subscribers[*found], row);
    });
}

} // namespace

Result<Done> addSecrets(Connection &connection, QList<StoredSubscriber> &subscribers)
{
    return addEach(connection, subscribers, kSecrets, [](StoredSubscriber &stored, const Row &row) {
        SealedSecret secret{row.bytes(2), row.bytes(4), {}};
        if (!row.isNull(5))
            secret.previousUntil = row.instant(5);
        stored.sealed.insert(row.text(1), secret);
        stored.subscriber.secrets.insert(row.text(1), SecretState{true, row.instant(3)});
    });
}

Result<Done> addHealth(Connection &connection, QList<StoredSubscriber> &subscribers)
{
    const auto time = [](const Row &row, int column) {
        return row.isNull(column) ? std::nullopt : std::optional(row.instant(column));
    };
    return addEach(connection, subscribers, kHealth, [&time](StoredSubscriber &stored, const Row &row) {
        stored.subscriber.health = {int(row.integer(1)),
                                    time(row, 2),
                                    time(row, 3),
                                    StopReason(row.integer(4)),
                                    time(row, 5),
                                    row.text(6)};
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

QByteArray columnOf(SubscriberSort sort)
{
    switch (sort) {
    case SubscriberSort::Name:
        return "s.name COLLATE NOCASE";
    case SubscriberSort::Url:
        return "s.url COLLATE NOCASE";
    case SubscriberSort::State:
        return "s.state";
    case SubscriberSort::LastSent:
        return "s.last_sent_at";
    case SubscriberSort::Created:
        return "s.created_at";
    }
    Q_UNREACHABLE();
}

} // namespace tacklebox::store
