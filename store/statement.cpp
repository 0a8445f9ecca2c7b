// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/statement.h"

#include <QtEndian>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tacklebox::store {

Statement::Statement(sqlite3 *handle, const char *sql)
{
    // A statement that doesn't compile stays null: its step fails with SQLite's message.
    sqlite3_prepare_v3(handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr))
    , m_bound(other.m_bound)
{
}

Statement &Statement::operator<<(qint64 value)
{
    sqlite3_bind_int64(m_statement, ++m_bound, value);
    return *this;
}

Statement &Statement::operator<<(QByteArrayView bytes)
{
    ++m_bound;
    if (bytes.isEmpty())
        sqlite3_bind_zeroblob(m_statement, m_bound, 0);
    else
        sqlite3_bind_blob64(m_statement, m_bound, bytes.data(), quint64(bytes.size()), SQLITE_STATIC);
    return *this;
}

Statement &Statement::operator<<(const QString &text)
{
    // SQLite keeps the copy's room from one use to the next; its own translation would allocate each time.
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text64(
        m_statement, ++m_bound, utf8.constData(), quint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindUtf8(QByteArrayView text)
{
    sqlite3_bind_text64(
        m_statement, ++m_bound, text.data(), quint64(text.size()), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement &Statement::operator<<(const QUuid &uuid)
{
    // As QUuid::toRfc4122(), which allocates.
    std::array<char, 16> bytes{};
    qToBigEndian(uuid.data1, bytes.data());
    qToBigEndian(uuid.data2, bytes.data() + 4);
    qToBigEndian(uuid.data3, bytes.data() + 6);
    std::ranges::copy(uuid.data4, bytes.data() + 8);
    sqlite3_bind_blob(m_statement, ++m_bound, bytes.data(), int(bytes.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::operator<<(std::nullptr_t)
{
    sqlite3_bind_null(m_statement, ++m_bound);
    return *this;
}

Statement::Step Statement::step()
{
    const int code = m_statement ? sqlite3_step(m_statement) : SQLITE_ERROR;
    if (code == SQLITE_ROW)
        return Step::Row;
    reset();
    return code == SQLITE_DONE ? Step::Done : Step::Failed;
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    m_bound = 0;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

QUuid Statement::uuid(int column) const
{
    return QUuid::fromRfc4122(
        QByteArrayView(static_cast<const char *>(sqlite3_column_blob(m_statement, column)),
                       sqlite3_column_bytes(m_statement, column)));
}

} // namespace tacklebox::store
