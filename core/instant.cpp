// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/instant.h"

#include <QDateTime>

namespace tacklebox {

QString toIso(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(instant), Qt::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Instant> instantFrom(QStringView text)
{
    const QString trimmed = text.trimmed().toString();
    const QDateTime moment = trimmed.size() == 10 ? QDate::fromString(trimmed, Qt::ISODate).startOfDay()
                                                  : QDateTime::fromString(trimmed, Qt::ISODateWithMs);
    if (!moment.isValid())
        return std::nullopt;
    return fromMillis(moment.toMSecsSinceEpoch());
}

} // namespace tacklebox
