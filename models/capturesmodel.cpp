// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/capturesmodel.h"

#include "backend/wording.h"
#include "models/columninfo.h"
#include "models/shorttext.h"

#include <array>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<ColumnInfo<Capture>, CapturesModel::ColumnCount> kColumns{{
    {{QT_TRANSLATE_NOOP("CapturesModel", "Signature"),
      ColumnKind::State,
      150,
      [](const Capture &row) { return wording::word(row.signature); }},
     nullptr},
    {{QT_TRANSLATE_NOOP("CapturesModel", "Method"),
      ColumnKind::Fixed,
      64,
      [](const Capture &row) { return QString::fromLatin1(row.method); }},
     nullptr},
    {{QT_TRANSLATE_NOOP("CapturesModel", "Path"),
      ColumnKind::Url,
      0,
      [](const Capture &row) { return row.target; }},
     nullptr},
    {{QT_TRANSLATE_NOOP("CapturesModel", "Answered"),
      ColumnKind::Number,
      88,
      [](const Capture &row) { return QString::number(row.answered); }},
     nullptr},
    {{QT_TRANSLATE_NOOP("CapturesModel", "Body"),
      ColumnKind::Number,
      88,
      [](const Capture &row) { return sizeText(row.bodyBytes); }},
     nullptr},
    {{QT_TRANSLATE_NOOP("CapturesModel", "Caught"),
      ColumnKind::Time,
      130,
      [](const Capture &row) { return timeText(row.at); }},
     [](const Capture &row) { return fullTimeText(row.at); }},
}};

} // namespace

int CapturesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CapturesModel::data(const QModelIndex &index, int role) const
{
    const Capture *row = rowAt(index);
    if (row == nullptr)
        return {};
    if (role == IdRole)
        return row->id.value;
    if (role == StateRole)
        return QVariant::fromValue(row->signature);
    return cellOf(kColumns.at(size_t(index.column())), *row, role);
}

QVariant CapturesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return headerOf(kColumns.at(size_t(section)), "CapturesModel", role);
}

} // namespace tacklebox::models
