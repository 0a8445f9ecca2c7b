// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The attempts of one job as a list, newest first: when, what came of it, how long it took.
#pragma once

#include "core/attempt.h"

#include <QAbstractListModel>

namespace tacklebox::models {

class AttemptsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        OutcomeRole = Qt::UserRole + 1, // tacklebox::Outcome
        TimeTextRole,
        ResultTextRole, // 503 · 812 ms
        ShareRole, // of the longest attempt, 0 to 1
        NumberRole,
    };

    using QAbstractListModel::QAbstractListModel;

    void show(const QList<Attempt> &oldestFirst);
    [[nodiscard]] const Attempt *attempt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Attempt> m_rows; // newest first
    std::chrono::microseconds m_longest{1};
};

} // namespace tacklebox::models
