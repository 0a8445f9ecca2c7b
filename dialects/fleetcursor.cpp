// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/fleetcursor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

QJsonArray packed(const FleetPlace &place)
{
    QJsonArray parts{place.number, place.cursor, place.taken};
    if (place.edge) {
        parts.append(place.edge->id);
        parts.append(place.edge->rank.first);
        parts.append(QString::fromUtf8(place.edge->rank.second));
    }
    return parts;
}

FleetPlace placeFrom(const QJsonArray &parts)
{
    FleetPlace place{std::max(1, parts.at(0).toInt()), parts.at(1).toString(), parts.at(2).toInt(), {}};
    if (parts.size() > 3)
        place.edge
            = FleetEdge{parts.at(3).toString(), {parts.at(4).toInteger(), parts.at(5).toString().toUtf8()}};
    return place;
}

} // namespace

QString textOf(const FleetCursor &cursor)
{
    QJsonArray starts;
    for (const FleetPlaces &places : cursor.starts) {
        QJsonObject start;
        for (auto place = places.begin(); place != places.end(); ++place)
            start.insert(place.key(), packed(*place));
        starts.append(start);
    }
    const QByteArray json = QJsonDocument(QJsonArray{cursor.sort, starts}).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<FleetCursor> fleetCursorFrom(const QString &text, int sort)
{
    const QByteArray json = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
    const QJsonArray parts = QJsonDocument::fromJson(json).array();
    if (parts.size() != 2 || parts.at(0).toInt(-1) != sort)
        return fail(invalid(Reason::OutOfRange, u"page"_s, text));
    FleetCursor cursor{sort, {}};
    const QJsonArray starts = parts.at(1).toArray();
    for (const QJsonValue &start : starts) {
        FleetPlaces places;
        const QJsonObject all = start.toObject();
        for (auto place = all.begin(); place != all.end(); ++place)
            places.insert(place.key(), placeFrom(place->toArray()));
        cursor.starts.append(places);
    }
    return cursor;
}

} // namespace tacklebox::dialects
