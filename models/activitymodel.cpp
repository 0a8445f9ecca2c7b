// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/activitymodel.h"

#include "backend/wording.h"
#include "models/columninfo.h"
#include "models/shorttext.h"

#include <array>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

QString placeText(const ActivityEntry &row)
{
    return row.connection == "local"_L1 ? ActivityModel::tr("Built-in engine") : row.connection;
}

constexpr std::array<ColumnInfo<ActivityEntry>, ActivityModel::ColumnCount> kColumns{{
    {{QT_TRANSLATE_NOOP("ActivityModel", "What"),
      ColumnKind::Text,
      0,
      [](const ActivityEntry &row) { return wording::sentence(row); }},
     nullptr},
    {{QT_TRANSLATE_NOOP("ActivityModel", "Where"), ColumnKind::Text, 140, placeText}, nullptr},
    {{QT_TRANSLATE_NOOP("ActivityModel", "When"),
      ColumnKind::Time,
      140,
      [](const ActivityEntry &row) { return timeText(row.at); }},
     [](const ActivityEntry &row) { return fullTimeText(row.at); }},
}};

} // namespace

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    const ActivityEntry *row = rowAt(index);
    if (row == nullptr)
        return {};
    if (role == IdRole)
        return row->id.value;
    return cellOf(kColumns.at(size_t(index.column())), *row, role);
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return headerOf(kColumns.at(size_t(section)), "ActivityModel", role);
}

} // namespace tacklebox::models
