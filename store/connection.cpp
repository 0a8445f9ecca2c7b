// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/connection.h"

#include "store/sqliteerror.h"

#include <sqlite3.h>

#include <QHash>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>
#include <unordered_map>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

// Lists build their statements from filters: beyond this many the cache starts anew.
static constexpr qsizetype kMaxPrepared = 128;

struct Connection::Cache
{
    QHash<QByteArray, std::shared_ptr<QSqlQuery>> queries;
    std::unordered_map<const char *, Statement> hot;
};

namespace {

QString nextName()
{
    static std::atomic<int> last = 0;
    return u"store-%1"_s.arg(++last);
}

sqlite3 *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    return handle.isValid() ? *static_cast<sqlite3 *const *>(handle.constData()) : nullptr;
}

int isStopped(void *stop)
{
    return static_cast<std::stop_token *>(stop)->stop_requested() ? 1 : 0;
}

int noteLog(void *frames, sqlite3 *, const char *, int count)
{
    *static_cast<int *>(frames) = count;
    return SQLITE_OK;
}

// Qt would bind an empty text that happens to be null as NULL.
QVariant neverNull(const QVariant &value)
{
    if (value.metaType().id() == QMetaType::QString && value.toString().isNull())
        return QVariant(u""_s);
    if (value.metaType().id() == QMetaType::QByteArray && value.toByteArray().isNull())
        return QVariant(QByteArray(""));
    return value;
}

// SQLite's own memory statistics take a lock at every allocation. Counts only before its first use.
void countNoMemory()
{
    [[maybe_unused]] static const int isSet = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// Counts only before the first table, and would write to the file each time.
constexpr char kFirstPragma[] = "PRAGMA auto_vacuum=INCREMENTAL";

constexpr const char *kWriterPragmas[] = {
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA journal_size_limit=67108864",
    // A long queue passes through it: a larger one only has colder memory, and costs a claim a third more.
    "PRAGMA cache_size=-8000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=OFF", // secrets are sealed; Debian turns it on
};

} // namespace

Connection::Connection(QString name, QString file)
    : m_name(std::move(name))
    , m_file(std::move(file))
    , m_cache(std::make_unique<Cache>())
{
}

Connection::~Connection()
{
    m_cache.reset();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &file, Access access)
{
    countNoMemory();
    std::unique_ptr<Connection> connection(new Connection(nextName(), file));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->m_name);
    database.setDatabaseName(file);
    database.setConnectOptions(access == Access::ReadOnly
                                   ? u"QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY"_s
                                   : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!database.open())
        return fail({ErrorKind::Failed, Reason::FileNotRead, {}, file, {}, {}, 0});
    connection->m_handle = handleOf(database);
    if (access == Access::ReadOnly) {
        sqlite3_progress_handler(connection->m_handle, 2000, isStopped, &connection->m_stop);
        return connection;
    }
    if (sqlite3_db_readonly(connection->m_handle, "main") == 1)
        return fail({ErrorKind::Failed, Reason::DatabaseReadOnly, {}, file, {}, {}, 0});
    return connection;
}

Result<Done> Connection::prepareForWriting()
{
    const auto pages = first("PRAGMA page_count", {}, [](const Row &row) { return row.integer(0); });
    if (!pages)
        return fail(pages.error());
    if (pages->value_or(0) == 0) {
        if (auto done = run(kFirstPragma); !done)
            return done;
    }
    for (const char *pragma : kWriterPragmas) {
        if (auto done = run(pragma); !done)
            return done;
    }
    // In place of SQLite's own, which copies the log within a commit.
    sqlite3_wal_hook(m_handle, noteLog, &m_logFrames);
    return Done{};
}

Result<Done> Connection::run(QByteArrayView sql, const Values &values)
{
    return each(sql, values, [](const Row &) {});
}

Result<Done> Connection::each(QByteArrayView sql, const Values &values,
                              const std::function<void(const Row &)> &visit)
{
    if (m_stop.stop_requested())
        return fail({ErrorKind::Cancelled, Reason::Unspecified, {}, {}, {}, {}, 0});
    auto query = prepared(sql);
    if (!query)
        return fail(query.error());
    for (int i = 0; i < values.size(); ++i)
        (*query)->bindValue(i, neverNull(values.at(i)));
    bool isGood = (*query)->exec();
    const Row row(**query);
    while (isGood && (*query)->next())
        visit(row);
    isGood = isGood && !(*query)->lastError().isValid();
    const Error error = isGood ? Error{} : lastError();
    (*query)->finish();
    if (!isGood)
        return fail(error);
    return Done{};
}

Result<std::shared_ptr<QSqlQuery>> Connection::prepared(QByteArrayView sql)
{
    const auto known = m_cache->queries.constFind(QByteArray::fromRawData(sql.data(), sql.size()));
    if (known != m_cache->queries.cend())
        return *known;
    const auto query = std::make_shared<QSqlQuery>(QSqlDatabase::database(m_name, false));
    query->setForwardOnly(true);
    if (!query->prepare(QString::fromUtf8(sql)))
        return fail(lastError());
    if (m_cache->queries.size() >= kMaxPrepared)
        m_cache->queries.clear();
    m_cache->queries.insert(sql.toByteArray(), query);
    return query;
}

Statement &Connection::hot(const char *sql)
{
    auto found = m_cache->hot.find(sql);
    if (found == m_cache->hot.end())
        found = m_cache->hot.emplace(sql, Statement(m_handle, sql)).first;
    return found->second;
}

qint64 Connection::lastId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

int Connection::changedRows() const
{
    return sqlite3_changes(m_handle);
}

bool Connection::isInTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

Error Connection::lastError() const
{
    return sqliteError(m_handle, m_file);
}

void Connection::interrupt()
{
    sqlite3_interrupt(m_handle);
}

void Connection::setStopToken(std::stop_token stop)
{
    m_stop = std::move(stop);
}

} // namespace tacklebox::store
