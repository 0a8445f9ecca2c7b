// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/columns.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

struct Column
{
    QLatin1StringView member;
    qsizetype most; // characters
};

constexpr std::array kColumns{
    Column{"Name"_L1, 400},
    Column{"Events"_L1, 4000},
    Column{"TargetUrl"_L1, 4000},
    Column{"Secret"_L1, 400},
    Column{"Type"_L1, 100},
    Column{"ErrorsEmail"_L1, 239},
};

bool isOneName(const QString &event)
{
    return !event.trimmed().isEmpty() && !event.contains(u',');
}

} // namespace

std::optional<Error> checkColumn(const QString &key, const QJsonValue &before, const QJsonValue &value)
{
    const auto *column = std::ranges::find(kColumns, key, &Column::member);
    if (column == kColumns.end())
        return std::nullopt;
    qsizetype length = value.toString().size();
    const QJsonArray known = before.toArray();
    const QJsonArray events = value.toArray();
    for (const auto &event : events) {
        const QString name = event.toString();
        if (!isOneName(name) && !known.contains(event))
            return invalid(Reason::EventTypeForm, key, name.left(100));
        length += name.size() + 1;
    }
    if (!events.isEmpty())
        --length; // no comma behind the last
    return length > column->most ? std::optional(invalid(Reason::TooLong, key, QString::number(column->most)))
                                 : std::nullopt;
}

} // namespace tacklebox::dialects::superoffice
