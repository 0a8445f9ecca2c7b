// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/differencetree.h"

#include "backend/wording.h"

#include <utility>

namespace tacklebox::models {

namespace {

constexpr quintptr kSubscriber = 0; // else one more than the subscriber's row

using Tick = DifferenceRow::Tick;

} // namespace

void DifferenceTree::setHeads(const QString &before, const QString &after)
{
    m_before = before;
    m_after = after;
    emit headerDataChanged(Qt::Horizontal, Before, After);
}

void DifferenceTree::setRows(const QList<DifferenceRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
    emit ticksChanged();
}

void DifferenceTree::tell(int row, const QString &what, const QString &note, bool isBad)
{
    DifferenceRow &told = m_rows[row];
    told.what = what;
    told.note = note;
    told.isBad = isBad;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void DifferenceTree::setTicks(const QList<int> &rows, Tick tick)
{
    for (const int row : rows) {
        m_rows[row].tick = tick;
        emit dataChanged(index(row, Name), index(row, Name));
    }
    emit ticksChanged();
}

QList<int> DifferenceTree::ticked() const
{
    QList<int> rows;
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (m_rows.at(row).tick == Tick::On)
            rows.append(row);
    }
    return rows;
}

int DifferenceTree::rowOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return -1;
    return index.internalId() == kSubscriber ? index.row() : int(index.internalId()) - 1;
}

QModelIndex DifferenceTree::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kSubscriber);
}

QModelIndex DifferenceTree::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == kSubscriber)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, kSubscriber);
}

int DifferenceTree::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    if (parent.internalId() != kSubscriber || parent.column() != 0)
        return 0;
    return int(m_rows.at(parent.row()).fields.size());
}

int DifferenceTree::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant DifferenceTree::subscriberData(const DifferenceRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == Before)
            return row.note;
        return column == Name ? row.title : column == What ? row.what : QString();
    case Qt::ToolTipRole:
        return row.note.isEmpty() ? QString() : row.note.toHtmlEscaped();
    case Qt::CheckStateRole:
        if (column != Name || row.tick == Tick::None)
            return {};
        return int(row.tick == Tick::On ? Qt::Checked : Qt::Unchecked);
    case NoteRole:
        return row.note;
    case BadRole:
        return row.isBad;
    default:
        return {};
    }
}

QVariant DifferenceTree::fieldData(const DraftChange &field, int column, int role)
{
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString text = column == Name ? wording::fieldLabel(field.key)
        : column == Before              ? field.before
        : column == After               ? field.after
                                        : QString();
    return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
}

QVariant DifferenceTree::data(const QModelIndex &index, int role) const
{
    const int row = rowOf(index);
    if (row < 0)
        return {};
    if (index.internalId() == kSubscriber)
        return subscriberData(m_rows.at(row), index.column(), role);
    return fieldData(m_rows.at(row).fields.at(index.row()), index.column(), role);
}

bool DifferenceTree::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    setTicks({index.row()}, value.toInt() == Qt::Checked ? Tick::On : Tick::Off);
    return true;
}

Qt::ItemFlags DifferenceTree::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.internalId() != kSubscriber)
        return flags | Qt::ItemNeverHasChildren;
    if (index.column() == Name && m_rows.at(index.row()).tick != Tick::None)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant DifferenceTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Subscriber");
    case Before:
        return m_before;
    case After:
        return m_after;
    default:
        return QString();
    }
}

} // namespace tacklebox::models
