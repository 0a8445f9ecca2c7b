// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/connectionstore.h"

#include "store/rowuuid.h"
#include "store/subscriberrow.h"

namespace tacklebox::store {

using namespace Qt::StringLiterals;

// What the embedded engine is called beside them, folded.
static constexpr auto kLocal = "LOCAL"_L1;

static constexpr char kAll[]
    = "SELECT c.id, c.uuid, c.name, c.kind, c.base_url, c.environment, c.is_locked, c.settings, c.created_at,"
      " s.field, s.since FROM connection c LEFT JOIN connection_secret s ON s.connection_id = c.id"
      " ORDER BY c.folded, c.id";
static constexpr char kByUuid[] = "SELECT id FROM connection WHERE uuid = ?";
static constexpr char kName[] = "SELECT name FROM connection WHERE id = ?";
static constexpr char kWithName[] = "SELECT id FROM connection WHERE folded = ? AND uuid <> ?";
static constexpr char kInsert[]
    = "INSERT INTO connection (uuid, name, folded, kind, base_url, environment, is_locked, settings,"
      " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
static constexpr char kUpdate[] = "UPDATE connection SET name = ?, folded = ?, base_url = ?, environment = ?,"
                                  " is_locked = ?, settings = ? WHERE uuid = ?";
static constexpr char kRemove[] = "DELETE FROM connection WHERE id = ?";
static constexpr const char *kRemoveParts[] = {
    "DELETE FROM connection_secret WHERE connection_id = ?",
    "DELETE FROM cached_list WHERE connection_id = ?",
    "DELETE FROM cached_subscriber WHERE connection_id = ?",
    "DELETE FROM cached_job WHERE connection_id = ?",
    "DELETE FROM route_rest WHERE connection_id = ?",
    "DELETE FROM connection_service WHERE connection_id = ?",
    "DELETE FROM request_turn WHERE connection_id = ?",
};
static constexpr char kService[] = "SELECT service FROM connection_service WHERE connection_id = ?";
static constexpr char kSetService[]
    = "INSERT OR REPLACE INTO connection_service (connection_id, service) VALUES (?, ?)";
static constexpr char kSecrets[]
    = "SELECT field, sealed, since FROM connection_secret WHERE connection_id = ?";
static constexpr char kSetSecret[]
    = "INSERT OR REPLACE INTO connection_secret (connection_id, field, sealed, since) VALUES (?, ?, ?, ?)";
static constexpr char kClearSecret[] = "DELETE FROM connection_secret WHERE connection_id = ? AND field = ?";

namespace {

tl::unexpected<Error> notFound(const QString &id)
{
    return fail({ErrorKind::NotFound, Reason::NoSuchConnection, {}, id, {}, {}, 0});
}

// As names are compared: those that people take for the same one are. Capitals, for they spell ß as SS.
QString folded(const QString &name)
{
    return name.trimmed().normalized(QString::NormalizationForm_C).toUpper();
}

Result<QByteArray> uuidOf(const ConnectionId &id)
{
    const QUuid uuid = QUuid::fromString(id.value);
    if (uuid.isNull())
        return fail(invalid(Reason::WrongType, u"id"_s, id.value));
    return bytesOf(uuid);
}

Result<Done> checkName(Connection &connection, const QString &name, const QByteArray &own)
{
    const auto other
        = connection.first(kWithName, {folded(name), own}, [](const Row &row) { return row.integer(0); });
    if (!other)
        return fail(other.error());
    if (*other || folded(name) == kLocal)
        return fail({ErrorKind::Conflict, Reason::AlreadyTaken, u"name"_s, name, {}, {}, 0});
    return Done{};
}

tacklebox::Connection accountFrom(const Row &row)
{
    tacklebox::Connection account;
    account.id = {textOf(row.uuid(1))};
    account.name = row.text(2);
    account.kind = row.text(3);
    account.baseUrl = row.text(4);
    account.environment = environmentFrom(row.text(5)).value_or(Environment::Production);
    account.isLocked = row.integer(6) != 0;
    account.settings = unpackedFields(row.bytes(7));
    account.createdAt = row.instant(8);
    return account;
}

} // namespace

Result<QList<tacklebox::Connection>> connections(Connection &connection)
{
    QList<tacklebox::Connection> accounts;
    qint64 last = 0;
    const auto read = connection.each(kAll, {}, [&](const Row &row) {
        if (accounts.isEmpty() || row.integer(0) != last)
            accounts.append(accountFrom(row));
        last = row.integer(0);
        if (!row.isNull(9))
            accounts.last().secrets.insert(row.text(9), SecretState{true, row.instant(10)});
    });
    if (!read)
        return fail(read.error());
    return accounts;
}

Result<ConnectionKey> findConnection(Connection &connection, const ConnectionId &id)
{
    const QUuid uuid = QUuid::fromString(id.value);
    const auto found
        = connection.first(kByUuid, {bytesOf(uuid)}, [](const Row &row) { return row.integer(0); });
    if (!found)
        return fail(found.error());
    if (!*found)
        return notFound(id.value);
    return ConnectionKey{**found};
}

Result<QString> connectionName(Connection &connection, ConnectionKey key)
{
    const auto name = connection.first(kName, {key.value}, [](const Row &row) { return row.text(0); });
    if (!name)
        return fail(name.error());
    if (!*name)
        return notFound(QString::number(key.value));
    return **name;
}

Result<ConnectionKey> insertConnection(Connection &connection, const tacklebox::Connection &account,
                                       Instant now)
{
    const auto uuid = uuidOf(account.id);
    if (!uuid)
        return fail(uuid.error());
    if (auto done = checkName(connection, account.name, *uuid); !done)
        return fail(done.error());
    const auto inserted = connection.run(kInsert,
                                         {*uuid,
                                          account.name,
                                          folded(account.name),
                                          account.kind,
                                          account.baseUrl,
                                          QString(toText(account.environment)),
                                          int(account.isLocked),
                                          QString::fromUtf8(packedFields(account.settings)),
                                          toMillis(now)});
    if (!inserted)
        return fail(inserted.error());
    connection.changes().connections = true;
    return ConnectionKey{connection.lastId()};
}

Result<Done> updateConnection(Connection &connection, const tacklebox::Connection &account)
{
    const auto uuid = uuidOf(account.id);
    if (!uuid)
        return fail(uuid.error());
    if (auto done = checkName(connection, account.name, *uuid); !done)
        return done;
    const auto updated = connection.run(kUpdate,
                                        {account.name,
                                         folded(account.name),
                                         account.baseUrl,
                                         QString(toText(account.environment)),
                                         int(account.isLocked),
                                         QString::fromUtf8(packedFields(account.settings)),
                                         *uuid});
    if (!updated)
        return updated;
    if (connection.changedRows() == 0)
        return notFound(account.id.value);
    connection.changes().connections = true;
    return Done{};
}

Result<Done> removeConnection(Connection &connection, ConnectionKey key)
{
    if (auto done = connection.run(kRemove, {key.value}); !done)
        return done;
    if (connection.changedRows() == 0)
        return notFound(QString::number(key.value));
    for (const char *part : kRemoveParts) {
        if (auto done = connection.run(part, {key.value}); !done)
            return done;
    }
    connection.changes().connections = true;
    return Done{};
}

Result<QString> connectionService(Connection &connection, ConnectionKey key)
{
    const auto service = connection.first(kService, {key.value}, [](const Row &row) { return row.text(0); });
    if (!service)
        return fail(service.error());
    return service->value_or(QString());
}

Result<Done> writeConnectionService(Connection &connection, ConnectionKey key, const QString &service)
{
    if (const auto name = connectionName(connection, key); !name)
        return fail(name.error());
    return connection.run(kSetService, {key.value, service});
}

Result<QMap<QString, SecretPlace>> connectionSecrets(Connection &connection, ConnectionKey key)
{
    if (const auto name = connectionName(connection, key); !name)
        return fail(name.error());
    QMap<QString, SecretPlace> places;
    const auto read = connection.each(kSecrets, {key.value}, [&places](const Row &row) {
        places.insert(row.text(0), SecretPlace{row.bytes(1), row.instant(2)});
    });
    if (!read)
        return fail(read.error());
    return places;
}

Result<Done> writeConnectionSecret(Connection &connection, ConnectionKey key, const QString &field,
                                   const std::optional<SecretPlace> &place)
{
    if (const auto name = connectionName(connection, key); !name)
        return fail(name.error());
    const auto done = place
        ? connection.run(kSetSecret, {key.value, field, place->sealed, toMillis(place->since)})
        : connection.run(kClearSecret, {key.value, field});
    if (done)
        connection.changes().connections = true;
    return done;
}

} // namespace tacklebox::store
