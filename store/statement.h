// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A statement of the hot path on SQLite itself: publish, claim and settle, tens of thousands a
// second. Everything else uses Connection::run and each.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QUuid>

struct sqlite3;
struct sqlite3_stmt;

namespace tacklebox::store {

class Statement final
{
public:
    Statement(sqlite3 *handle, const char *sql);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;

    // Binds the next parameter. Bytes and texts are not copied: they outlive the next step().
    Statement &operator<<(qint64 value);
    Statement &operator<<(int value) { return *this << qint64(value); }
    Statement &operator<<(QByteArrayView bytes); // a BLOB, never NULL
    Statement &operator<<(const QString &text);
    Statement &bindUtf8(QByteArrayView text); // a text, too
    Statement &operator<<(const QUuid &uuid); // 16 bytes
    Statement &operator<<(std::nullptr_t); // NULL

    enum class Step { Row, Done, Failed };
    // The next row. After Done and Failed the statement is ready to be bound again.
    Step step();
    // For an effect: true when it worked.
    bool run() { return step() == Step::Done; }
    // Ends a question before its last row.
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QUuid uuid(int column) const;

private:
    sqlite3_stmt *m_statement = nullptr;
    int m_bound = 0;
};

} // namespace tacklebox::store
