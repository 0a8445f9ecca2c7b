// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/row.h"

#include <QSqlQuery>

namespace tacklebox::store {

bool Row::isNull(int column) const
{
    return m_query.isNull(column);
}

qint64 Row::integer(int column) const
{
    return m_query.value(column).toLongLong();
}

QVariant Row::value(int column) const
{
    return m_query.value(column);
}

QString Row::text(int column) const
{
    return m_query.value(column).toString();
}

QByteArray Row::bytes(int column) const
{
    return m_query.value(column).toByteArray();
}

QUuid Row::uuid(int column) const
{
    return QUuid::fromRfc4122(bytes(column));
}

Instant Row::instant(int column) const
{
    return fromMillis(integer(column));
}

std::optional<Instant> Row::instantOrNone(int column) const
{
    const qint64 millis = integer(column);
    if (millis == 0)
        return std::nullopt;
    return fromMillis(millis);
}

} // namespace tacklebox::store
