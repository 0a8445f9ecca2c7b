// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/cursor.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tacklebox::store {

using namespace Qt::StringLiterals;

QString textOf(const Cursor &cursor)
{
    // The id as text: JSON's numbers end at 2^53.
    const QJsonArray parts{cursor.way == Cursor::Way::Next ? 0 : 1,
                           cursor.sort,
                           cursor.number,
                           QJsonValue::fromVariant(cursor.value),
                           QString::number(cursor.id)};
    const QByteArray json = QJsonDocument(parts).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<Cursor> cursorFrom(const QString &text, int sort)
{
    const QByteArray json = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
    const QJsonArray parts = QJsonDocument::fromJson(json).array();
    if (parts.size() != 5 || parts.at(1).toInt(-1) != sort)
        return fail(invalid(Reason::OutOfRange, u"page"_s, text));
    Cursor cursor;
    cursor.way = parts.at(0).toInt() == 0 ? Cursor::Way::Next : Cursor::Way::Previous;
    cursor.sort = sort;
    cursor.number = std::max(1, parts.at(2).toInt());
    cursor.value = parts.at(3).isDouble() ? QVariant(parts.at(3).toInteger()) : parts.at(3).toVariant();
    cursor.id = parts.at(4).toString().toLongLong();
    return cursor;
}

} // namespace tacklebox::store
