// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The subscribers of one backend as a table, each with the certificate that its host showed to this computer.
// Which of their members hold the events, the statuses and the signing scheme follows from the rules of the
// backend's fields, not from their names.
#pragma once

#include "core/certificate.h"
#include "core/field.h"
#include "core/job.h"
#include "models/keyedrows.h"

namespace tacklebox::models {

class SubscribersModel final : public KeyedRows<Subscriber>
{
    Q_OBJECT

public:
    enum Column {
        State,
        Name,
        Url,
        Events,
        Statuses,
        Signing,
        LastSent,
        SeenCertificate,
        Connection,
        ColumnCount
    };
    struct Keys
    {
        QString events;
        QString statuses;
        QString signing;
    };

    using KeyedRows::KeyedRows;

    void setFields(const std::vector<Field> &fields);

    // As they are now. Where a reading doesn't tell when one was last sent to, what is known of it stays.
    QList<Subscriber> update(const QList<Subscriber> &changed);
    void takeSent(const QList<Job> &jobs); // when each was last told of something
    // Of their hosts, as this computer saw them; others stay as they are.
    void setCertificates(const QList<Certificate> &certificates);
    [[nodiscard]] const Certificate *certificateOf(const Subscriber &row) const; // null: never seen
    [[nodiscard]] const Keys &keys() const { return m_keys; }
    // Whether the backend itself knows when one was last sent to. Else the jobs that were read tell it: there
    // is no order by that, and none is not never.
    void setKnowsSent(bool knowsSent);
    [[nodiscard]] bool knowsSent() const { return m_knowsSent; }

    // The backend's own order for a column, none where it can't sort by it.
    [[nodiscard]] static std::optional<SubscriberSort> sortOf(int column);
    [[nodiscard]] static int columnOf(SubscriberSort sort);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Keys m_keys;
    bool m_knowsSent = true;
    QHash<QString, Certificate> m_certificates; // by place
};

} // namespace tacklebox::models
