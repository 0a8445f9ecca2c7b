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

// What is sent at once has no time of its own.
QString dueText(const Event &row)
{
    if (!row.at)
        return noValue();
    return row.waiting > 0 ? timeText(*row.at) : EventsModel::tr("over", "a scheduled event");
}

QString dueTip(const Event &row)
{
    if (!row.at)
        return EventsModel::tr("Not scheduled: sent at once");
    if (row.waiting == 0)
        return EventsModel::tr("Was scheduled for %1; nothing is left to be sent").arg(fullTimeText(*row.at));
    return EventsModel::tr("%n jobs are sent at %1", nullptr, row.waiting).arg(fullTimeText(*row.at));
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
    {{QT_TRANSLATE_NOOP("EventsModel", "Due"), ColumnKind::Time, 120, dueText}, dueTip},
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
