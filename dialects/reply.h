// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reads the JSON of a reply: bytes that somebody else made. What is not as it must be is an error that names
// the member, and never half a value.
#pragma once

#include "core/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace tacklebox::dialects {

// ReplyNotJson, with the place; ReplyDoubledKey, for nobody knows which of the two is meant.
Result<QJsonValue> jsonFrom(const QByteArray &body);

// ReplyWrongType at `member` where it is something else.
Result<QJsonObject> objectFrom(const QJsonValue &value, const QString &member);
Result<QJsonArray> arrayFrom(const QJsonValue &value, const QString &member);
// A text or a number, as text: ids and codes come either way, and a whole number keeps all of its digits.
// Null and absent are empty.
Result<QString> textFrom(const QJsonValue &value, const QString &member);
// True and false; 0 and 1 where a server has no other. Null and absent are false.
Result<bool> flagFrom(const QJsonValue &value, const QString &member);

// Each of them read, or the error of the first that can't be.
template<typename T, typename Read>
Result<QList<T>> allFrom(const QJsonArray &values, Read read)
{
    QList<T> rows;
    for (const QJsonValue &value : values) {
        Result<T> row = read(value);
        if (!row)
            return fail(row.error());
        rows.append(*std::move(row));
    }
    return rows;
}

[[nodiscard]] Error wrongType(const QString &member, const QString &wanted);

} // namespace tacklebox::dialects
