// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The subscribers of one backend as a table. Which of their members hold the events, the statuses and
// the signing scheme follows from the rules of the backend's fields, not from their names.
#pragma once

#include "core/field.h"
#include "core/job.h"
#include "models/keyedrows.h"

namespace tacklebox::models {

class SubscribersModel final : public KeyedRows<Subscriber>
{
    Q_OBJECT

public:
    enum Column { State, Name, Url, Events, Statuses, Signing, LastSent, Connection, ColumnCount };
    struct Keys
    {
        QString events;
        QString statuses;
        QString signing;
    };

    using KeyedRows::KeyedRows;

    void setFields(const std::vector<Field> &fields);

    // The backend's own order for a column, none where it can't sort by it.
    void takeSent(const QList<Job> &jobs); // when each was last told of something
    [[nodiscard]] static std::optional<SubscriberSort> sortOf(int column);
    [[nodiscard]] static int columnOf(SubscriberSort sort);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Keys m_keys;
};

} // namespace tacklebox::models
