// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Subscribers with what is different about each, field by field below it; some can be ticked. For what an
// import would do, and for what a comparison found.
#pragma once

#include "models/subscriberedit.h"

#include <QAbstractItemModel>

namespace tacklebox::models {

struct DifferenceRow
{
    enum class Tick { None, Off, On };

    QString title;
    QString what; // new, changed, …: in a word or two
    QString note; // what there is to say beside, in whole sentences
    QList<DraftChange> fields{};
    Tick tick = Tick::None;
    bool isBad = false; // it can't be, or it failed
};

class DifferenceTree final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, What, Before, After, ColumnCount };
    enum Role { NoteRole = Qt::UserRole + 1, BadRole };

    using QAbstractItemModel::QAbstractItemModel;

    void setHeads(const QString &before, const QString &after);
    void setRows(const QList<DifferenceRow> &rows);
    // Its fields stay as they are.
    void tell(int row, const QString &what, const QString &note, bool isBad = false);
    void setTicks(const QList<int> &rows, DifferenceRow::Tick tick);
    [[nodiscard]] const QList<DifferenceRow> &rows() const { return m_rows; }
    [[nodiscard]] QList<int> ticked() const;
    [[nodiscard]] int rowOf(const QModelIndex &index) const; // of the subscriber; -1: none

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void ticksChanged();

private:
    [[nodiscard]] QVariant subscriberData(const DifferenceRow &row, int column, int role) const;
    [[nodiscard]] static QVariant fieldData(const DraftChange &field, int column, int role);

    QString m_before;
    QString m_after;
    QList<DifferenceRow> m_rows;
};

} // namespace tacklebox::models
