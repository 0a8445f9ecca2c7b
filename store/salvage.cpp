// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/salvage.h"

#include <algorithm>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

namespace {

struct Table
{
    const char *name;
    const char *key; // an integer column that its rows are found by, or null: all of it or nothing
    int shift = 0; // ranges are not split below 2^shift keys
    const char *last = nullptr; // a second way to the largest key
};

constexpr Table kTables[] = {
    {"subscriber", "id"},
    {"subscriber_secret", "subscriber_id"},
    {"health", "subscriber_id"},
    {"event", "id", 0, "SELECT max(event_id) FROM main.job"},
    {"job", "id", 0, "SELECT max(first_job + jobs) FROM main.event"},
    {"attempt", "id", 20, "SELECT (max(id) + 1) << 20 FROM fresh.job"},
    {"capture", "id"},
    {"activity", "id"},
    {"replay", "id"},
    {"replay_job", "replay_id"},
    {"mail", "id"},
    {"view", nullptr},
    {"setting_secret", nullptr},
    {"connection", "id"},
    {"connection_secret", "connection_id"},
    {"cached_list", "connection_id"},
    {"cached_subscriber", "id"},
    {"cached_job", "id"},
    {"certificate", nullptr},
    {"connection_service", "connection_id"},
};

constexpr char kColumns[] = "SELECT name FROM pragma_table_info(?, 'main') WHERE name IN (SELECT name FROM "
                            "pragma_table_info(?, 'fresh'))";
constexpr char kProfile[]
    = "UPDATE fresh.profile SET (epoch, subscriber_revision, key_id, key_check, key_source)"
      " = (SELECT epoch, subscriber_revision, key_id, key_check, key_source FROM main.profile)"
      " WHERE EXISTS (SELECT 1 FROM main.profile)";
// A claim of an older epoch is put back; none may be newer than the profile's.
constexpr char kEpoch[]
    = "UPDATE fresh.profile SET epoch = max(epoch, (SELECT coalesce(max(epoch), 0) FROM fresh.job))";
constexpr char kSequence[] = "UPDATE fresh.sqlite_sequence SET seq = max(seq, coalesce((SELECT old.seq FROM"
                             " main.sqlite_sequence old WHERE old.name = sqlite_sequence.name), 0))";

bool isOfReading(const Error &error)
{
    return error.reason == Reason::DatabaseDamaged || error.reason == Reason::FileNotRead;
}

// One table's copying.
class Copy final
{
public:
    Copy(Connection &connection, const Table &table)
        : m_connection(connection)
        , m_table(table)
    {
    }

    // Whether all of it was read.
    Result<bool> run()
    {
        const QByteArray name = m_table.name;
        const QString table = QString::fromLatin1(m_table.name);
        const auto columns = m_connection.all(
            kColumns, {table, table}, [](const Row &row) { return row.text(0).toLatin1(); });
        if (!columns || columns->isEmpty())
            return false;
        const QByteArray list = QByteArrayList(*columns).join(", ");
        m_copy
            = "INSERT OR IGNORE INTO fresh." + name + " (" + list + ") SELECT " + list + " FROM main." + name;
        if (m_table.key)
            m_copy += QByteArray(" NOT INDEXED WHERE ") + m_table.key + " BETWEEN ? AND ?";
        if (!m_table.key)
            return copy({});
        const qint64 last = lastKey();
        if (const auto done = copyRange(0, last); !done)
            return done;
        return m_isWhole;
    }

private:
    Result<bool> copy(const Values &range)
    {
        const auto done = m_connection.run(m_copy, range);
        if (done)
            return true;
        return isOfReading(done.error()) ? Result<bool>(false) : fail(done.error());
    }

    // Halves what can't be read until the rows around it are saved.
    Result<bool> copyRange(qint64 from, qint64 to)
    {
        const auto copied = copy({from, to});
        if (!copied || *copied)
            return copied;
        if (to - from < (qint64(1) << m_table.shift)) {
            m_isWhole = false;
            return true;
        }
        const qint64 middle = from + (to - from) / 2;
        if (const auto left = copyRange(from, middle); !left)
            return left;
        return copyRange(middle + 1, to);
    }

    // Where no way to the largest key can be read, as far as the rows go on.
    qint64 lastKey()
    {
        qint64 last = 0;
        const auto take = [&last](const Row &row) { last = std::max(last, row.integer(0)); };
        const QByteArray key = m_table.key;
        (void)m_connection.each("SELECT max(" + key + ") FROM main." + m_table.name, {}, take);
        (void)m_connection.each(
            "SELECT seq FROM main.sqlite_sequence WHERE name = ?", {QString::fromLatin1(m_table.name)}, take);
        if (m_table.last)
            (void)m_connection.each(m_table.last, {}, take);
        if (last == 0)
            (void)m_connection.each("SELECT " + key + " FROM main." + m_table.name, {}, take);
        return last;
    }

    Connection &m_connection;
    const Table &m_table;
    QByteArray m_copy;
    bool m_isWhole = true;
};

qint64 count(Connection &connection, const QByteArray &table)
{
    const auto found = connection.first(
        "SELECT count(*) FROM fresh." + table, {}, [](const Row &row) { return row.integer(0); });
    return found ? found->value_or(0) : 0;
}

Result<Salvaged> copyAll(Connection &connection)
{
    Salvaged salvaged;
    for (const Table &table : kTables) {
        const auto isWhole = Copy(connection, table).run();
        if (!isWhole)
            return fail(isWhole.error());
        if (!*isWhole)
            salvaged.incomplete.append(QString::fromLatin1(table.name));
    }
    if (!connection.run(kProfile))
        salvaged.incomplete.append(u"profile"_s);
    if (auto done = connection.run(kEpoch); !done)
        return fail(done.error());
    (void)connection.run(kSequence);
    salvaged.subscribers = count(connection, "subscriber");
    salvaged.events = count(connection, "event");
    salvaged.jobs = count(connection, "job");
    salvaged.attempts = count(connection, "attempt");
    return salvaged;
}

} // namespace

Result<Salvaged> salvage(Connection &damaged, const QString &file)
{
    if (auto done = damaged.run("ATTACH ? AS fresh", {file}); !done)
        return fail(done.error());
    // Each statement is a transaction: what can't be read undoes its own range alone.
    if (auto done = damaged.run("PRAGMA fresh.synchronous=OFF"); !done)
        return fail(done.error());
    auto salvaged = copyAll(damaged);
    if (!salvaged)
        return salvaged;
    if (auto done = damaged.run("PRAGMA fresh.synchronous=FULL"); !done)
        return fail(done.error());
    // Out of its log, which stays behind.
    if (auto done = damaged.run("PRAGMA fresh.wal_checkpoint(TRUNCATE)"); !done)
        return fail(done.error());
    (void)damaged.run("DETACH fresh");
    return salvaged;
}

} // namespace tacklebox::store
