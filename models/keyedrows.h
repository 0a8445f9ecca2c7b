// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// A table of values, one row an id. Fresh rows are merged one by one, so that the selection and the
// scroll position survive; only the first load resets.
#pragma once

#include <QAbstractTableModel>
#include <QSet>

#include <algorithm>

namespace tacklebox::models {

template<typename Row>
class KeyedRows : public QAbstractTableModel
{
public:
    using RowId = decltype(Row::id);
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }

    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    [[nodiscard]] const Row *rowAt(const QModelIndex &index) const
    {
        return index.isValid() && index.row() < m_rows.size() ? &m_rows.at(index.row()) : nullptr;
    }

    [[nodiscard]] QModelIndex indexOf(const RowId &id) const
    {
        const auto row = positionOf(id, 0);
        return row < m_rows.size() ? index(int(row), 0) : QModelIndex();
    }

    // Becomes exactly these rows, in this order.
    void merge(const QList<Row> &fresh)
    {
        if (m_rows.isEmpty()) {
            beginResetModel();
            m_rows = fresh;
            endResetModel();
            return;
        }
        removeMissing(fresh);
        for (qsizetype i = 0; i < fresh.size(); ++i)
            place(fresh.at(i), i);
    }

    // Takes over what changed of the rows that are shown; answers those that aren't.
    QList<Row> update(const QList<Row> &changed)
    {
        QList<Row> strangers;
        for (const Row &row : changed) {
            const auto at = positionOf(row.id, 0);
            if (at < m_rows.size())
                assign(at, row);
            else
                strangers.append(row);
        }
        return strangers;
    }

    void prepend(const QList<Row> &fresh)
    {
        if (fresh.isEmpty())
            return;
        beginInsertRows({}, 0, int(fresh.size()) - 1);
        m_rows = fresh + m_rows;
        endInsertRows();
    }

    void remove(const QList<RowId> &ids)
    {
        for (const RowId &id : ids) {
            const auto at = positionOf(id, 0);
            if (at < m_rows.size())
                take(at);
        }
    }

private:
    qsizetype positionOf(const RowId &id, qsizetype from) const
    {
        const auto found = std::ranges::find(m_rows.begin() + from, m_rows.end(), id, &Row::id);
        return found - m_rows.begin();
    }

    void removeMissing(const QList<Row> &fresh)
    {
        QSet<RowId> kept;
        for (const Row &row : fresh)
            kept.insert(row.id);
        for (qsizetype i = m_rows.size(); i-- > 0;) {
            if (!kept.contains(m_rows.at(i).id))
                take(i);
        }
    }

    void place(const Row &row, qsizetype at);
    void assign(qsizetype at, const Row &row);
    void take(qsizetype at);

    QList<Row> m_rows;
};

template<typename Row>
void KeyedRows<Row>::place(const Row &row, qsizetype at)
{
    const auto was = positionOf(row.id, at);
    if (was == m_rows.size()) {
        beginInsertRows({}, int(at), int(at));
        m_rows.insert(at, row);
        endInsertRows();
        return;
    }
    if (was != at) {
        beginMoveRows({}, int(was), int(was), {}, int(at));
        m_rows.move(was, at);
        endMoveRows();
    }
    assign(at, row);
}

template<typename Row>
void KeyedRows<Row>::assign(qsizetype at, const Row &row)
{
    if (m_rows.at(at) == row)
        return;
    m_rows[at] = row;
    emit dataChanged(index(int(at), 0), index(int(at), columnCount() - 1));
}

template<typename Row>
void KeyedRows<Row>::take(qsizetype at)
{
    beginRemoveRows({}, int(at), int(at));
    m_rows.removeAt(at);
    endRemoveRows();
}

} // namespace tacklebox::models
