// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/attemptsmodel.h"

#include "backend/wording.h"
#include "models/shorttext.h"

using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

QString resultText(const Attempt &attempt)
{
    const QString result
        = attempt.statusCode ? QString::number(*attempt.statusCode) : wording::word(attempt.outcome);
    return result + u" \u00b7 "_s + durationText(attempt.timing.total);
}

QString spoken(const Attempt &attempt)
{
    return AttemptsModel::tr("Attempt %1, %2, %3", "number, time, result")
        .arg(QString::number(attempt.number), timeText(attempt.at), resultText(attempt));
}

} // namespace

void AttemptsModel::show(const QList<Attempt> &oldestFirst)
{
    QList<Attempt> rows(oldestFirst.crbegin(), oldestFirst.crend());
    if (rows == m_rows)
        return;
    m_longest = std::chrono::microseconds(1);
    for (const Attempt &attempt : std::as_const(rows))
        m_longest = std::max(m_longest, attempt.timing.total);

    // The log of a job only grows: the rows that were there keep their place at the end.
    const qsizetype added = rows.size() - m_rows.size();
    const bool hasGrown = !m_rows.isEmpty() && added > 0
        && std::ranges::equal(rows.sliced(added), m_rows, {}, &Attempt::number, &Attempt::number)
        && rows.last().at == m_rows.last().at;
    if (hasGrown) {
        beginInsertRows({}, 0, int(added) - 1);
        m_rows = rows;
        endInsertRows();
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

const Attempt *AttemptsModel::attempt(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int AttemptsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant AttemptsModel::data(const QModelIndex &index, int role) const
{
    const Attempt *row = index.isValid() ? attempt(index.row()) : nullptr;
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return spoken(*row);
    case Qt::ToolTipRole:
        return row->diverted ? tr("%1, to %2", "time, URL").arg(fullTimeText(row->at), row->request.url)
                             : fullTimeText(row->at);
    case OutcomeRole:
        return QVariant::fromValue(row->outcome);
    case TimeTextRole:
        if (row->diverted)
            return tr("%1, elsewhere", "time of a replay to another URL").arg(timeText(row->at));
        return row->manual ? tr("%1, by hand", "time of a replay").arg(timeText(row->at)) : timeText(row->at);
    case ResultTextRole:
        return resultText(*row);
    case ShareRole:
        return double(row->timing.total.count()) / double(m_longest.count());
    case NumberRole:
        return row->number;
    default:
        return {};
    }
}

} // namespace tacklebox::models
