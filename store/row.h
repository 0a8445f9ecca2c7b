// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The current row of a running statement, by column position.
#pragma once

#include "core/instant.h"

#include <QByteArray>
#include <QString>
#include <QUuid>
#include <QVariant>

#include <optional>

class QSqlQuery;

namespace tacklebox::store {

class Row
{
public:
    explicit Row(const QSqlQuery &query)
        : m_query(query)
    {
    }

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const; // 0 for null
    [[nodiscard]] QVariant value(int column) const; // for a cursor, whatever its type
    [[nodiscard]] QString text(int column) const; // empty for null
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QUuid uuid(int column) const;
    [[nodiscard]] Instant instant(int column) const;
    [[nodiscard]] std::optional<Instant> instantOrNone(int column) const; // none for null and for 0

private:
    const QSqlQuery &m_query;
};

} // namespace tacklebox::store
