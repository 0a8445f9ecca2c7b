// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One SQLite connection with its prepared statements. It belongs to the thread that opened it; only
// interrupt() may be called from another.
#pragma once

#include "core/error.h"
#include "store/news.h"
#include "store/row.h"
#include "store/statement.h"

#include <QByteArrayView>
#include <QVariant>

#include <functional>
#include <memory>
#include <stop_token>

struct sqlite3;

namespace tacklebox::store {

using Values = QVariantList; // bound by position: integers, texts, byte arrays; only QVariant() is NULL

class Connection final
{
public:
    enum class Access { ReadWrite, ReadOnly };

    static Result<std::unique_ptr<Connection>> open(const QString &file, Access access);
    // Sets how the database is written; the first time, in the file itself.
    Result<Done> prepareForWriting();
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // Runs a statement for its effect.
    Result<Done> run(QByteArrayView sql, const Values &values = {});

    // Runs a question and shows each row. The statement ends with the call, also after an error.
    Result<Done> each(QByteArrayView sql, const Values &values,
                      const std::function<void(const Row &)> &visit);

    // The first row as `read` makes it, or none.
    template<typename Read>
    auto first(QByteArrayView sql, const Values &values, Read read)
        -> Result<std::optional<decltype(read(std::declval<const Row &>()))>>;

    // Each row as `read` makes it.
    template<typename Read>
    auto all(QByteArrayView sql, const Values &values, Read read)
        -> Result<QList<decltype(read(std::declval<const Row &>()))>>;

    // A statement of the hot path, prepared once: `sql` is a constant, known by its address. It goes
    // to SQLite itself, for QSqlQuery's variants cost more than the statement.
    Statement &hot(const char *sql);

    [[nodiscard]] qint64 lastId() const; // of the last row inserted
    [[nodiscard]] int changedRows() const; // by the last statement
    [[nodiscard]] bool isInTransaction() const;
    [[nodiscard]] int logFrames() const { return m_logFrames; } // of the write-ahead log, after a commit here
    // The last statement's failure as an error, in the words of the profile.
    [[nodiscard]] Error lastError() const;

    // What the running change did, for the news.
    [[nodiscard]] Changes &changes() { return m_changes; }

    // How many changes were undone here: what one of them read may come again with another content.
    [[nodiscard]] quint64 undone() const { return m_undone; }
    void countUndone() { ++m_undone; }
    // Ends the running statement; any thread. Its answer is Cancelled.
    void interrupt();

    void setStopToken(std::stop_token stop); // statements end as soon as it is stopped, until the next call

    [[nodiscard]] const QString &file() const { return m_file; }

private:
    struct Cache;

    Connection(QString name, QString file);
    Result<std::shared_ptr<QSqlQuery>> prepared(QByteArrayView sql);

    QString m_name;
    QString m_file;
    sqlite3 *m_handle = nullptr; // Qt's own connection
    std::unique_ptr<Cache> m_cache;
    Changes m_changes;
    quint64 m_undone = 0;
    int m_logFrames = 0;
    std::stop_token m_stop;
};

template<typename Read>
auto Connection::first(QByteArrayView sql, const Values &values, Read read)
    -> Result<std::optional<decltype(read(std::declval<const Row &>()))>>
{
    std::optional<decltype(read(std::declval<const Row &>()))> found;
    const auto done = each(sql, values, [&](const Row &row) {
        if (!found)
            found = read(row);
    });
    if (!done)
        return fail(done.error());
    return found;
}

template<typename Read>
auto Connection::all(QByteArrayView sql, const Values &values, Read read)
    -> Result<QList<decltype(read(std::declval<const Row &>()))>>
{
    QList<decltype(read(std::declval<const Row &>()))> rows;
    const auto done = each(sql, values, [&](const Row &row) { rows.append(read(row)); });
    if (!done)
        return fail(done.error());
    return rows;
}

} // namespace tacklebox::store
