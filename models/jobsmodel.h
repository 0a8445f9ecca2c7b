// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// One page of jobs as a table. Rows are merged by id: what is selected stays selected, and what is
// read stays where it is.
#pragma once

#include "core/job.h"
#include "models/column.h"

#include <QAbstractTableModel>

namespace tacklebox::models {

class JobsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        State,
        Event,
        OrderStatus,
        Code,
        Subscriber,
        CallbackUrl,
        Order,
        Address,
        Tries,
        Created,
        LastSent,
        Connection, // among those of all connections
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSorts(const QList<JobSort> &sorts); // what the backend can sort by
    [[nodiscard]] static std::optional<JobSort> sortOf(int column);
    [[nodiscard]] static int columnOf(JobSort sort);
    [[nodiscard]] static QString titleOf(int column);

    void merge(const QList<Job> &rows);
    // Rows that are here take their news; the answer is the jobs that are not here.
    QList<Job> update(const QList<Job> &jobs);
    // New ones on top, and as many off the end that `limit` remain.
    void prepend(const QList<Job> &jobs, int limit);

    [[nodiscard]] const Job *job(int row) const;
    [[nodiscard]] int rowOf(const JobId &id) const; // -1 where it is not here

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeMissing(const QSet<JobId> &kept);
    void reorder(const QHash<JobId, int> &places);
    void insertNew(const QList<Job> &rows);
    void readPlaces();

    QList<Job> m_rows;
    QHash<JobId, int> m_places; // row of each id
    QList<JobSort> m_sorts;
};

} // namespace tacklebox::models
