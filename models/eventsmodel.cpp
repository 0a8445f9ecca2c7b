// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/eventsmodel.h"

#include "models/columninfo.h"
#include "models/shorttext.h"

#include <array>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

QString orDash(const QString &text)
{
    return text.isEmpty() ? noValue() : text;
}

QString jobsTip(const Event &row)
{
    if (row.jobs == 0)
        return EventsModel::tr("No subscriber matched: nobody was told");
    if (row.jobs == 1)
        return EventsModel::tr("One subscriber was to be told");
    return EventsModel::tr("%n subscribers were to be told", nullptr, row.jobs);
}

constexpr std::array<ColumnInfo<Event>, EventsModel::ColumnCount> kColumns{{
    {{QT_TRANSLATE_NOOP("EventsModel", "Event"),
      ColumnKind::Text,
      190,
      [](const Event &row) { return row.type; }},
     nullptr},
    {{QT_TRANSLATE_NOOP("EventsModel", "Order status"),
      ColumnKind::Text,
      130,
      [](const Event &row) { return orDash(row.status); }},
     [](const Event &row) { return row.status; }},
    {{QT_TRANSLATE_NOOP("EventsModel", "Order"),
      ColumnKind::Fixed,
      110,
      [](const Event &row) { return orDash(row.orderId); }},
     [](const Event &row) { return row.orderId; }},
    {{QT_TRANSLATE_NOOP("EventsModel", "Address"),
      ColumnKind::Text,
      0,
      [](const Event &row) { return orDash(row.address); }},
     [](const Event &row) { return row.address; }},
    {{QT_TRANSLATE_NOOP("EventsModel", "Jobs"),
      ColumnKind::Number,
      60,
      [](const Event &row) { return numberText(row.jobs); }},
     jobsTip},
    {{QT_TRANSLATE_NOOP("EventsModel", "Body"),
      ColumnKind::Number,
      80,
      [](const Event &row) { return sizeText(row.payloadBytes); }},
     [](const Event &row) { return numberText(row.payloadBytes); }},
    {{QT_TRANSLATE_NOOP("EventsModel", "Published"),
      ColumnKind::Time,
      140,
      [](const Event &row) { return timeText(row.createdAt); }},
     [](const Event &row) { return fullTimeText(row.createdAt); }},
}};

} // namespace

int EventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    const Event *row = rowAt(index);
    if (row == nullptr)
        return {};
    if (role == IdRole)
        return row->id.value;
    return cellOf(kColumns.at(size_t(index.column())), *row, role);
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return headerOf(kColumns.at(size_t(section)), "EventsModel", role);
}

} // namespace tacklebox::models
