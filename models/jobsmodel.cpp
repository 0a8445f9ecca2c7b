// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/jobsmodel.h"

#include "backend/wording.h"
#include "core/clock.h"
#include "models/rangetext.h"
#include "models/shorttext.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

constexpr auto kContext = "JobsModel";

QString orNone(const QString &text)
{
    return text.isEmpty() ? noValue() : text;
}

QString codeText(const Job &job)
{
    return job.statusCode ? QString::number(*job.statusCode) : noValue();
}

QString triesText(const Job &job)
{
    return job.attempts > 0 ? QString::number(*job.attempts) : noValue();
}

using Described = ColumnOf<Job>;

constexpr std::array<Described, JobsModel::ColumnCount> kColumns{{
    {QT_TRANSLATE_NOOP("JobsModel", "State"),
     ColumnKind::State,
     102,
     [](const Job &j) { return wording::word(j.state); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Event"),
     ColumnKind::Text,
     152,
     [](const Job &j) { return j.eventType; }},
    {QT_TRANSLATE_NOOP("JobsModel", "Order status"),
     ColumnKind::Text,
     112,
     [](const Job &j) { return orNone(j.status); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Code"), ColumnKind::Number, 48, codeText},
    {QT_TRANSLATE_NOOP("JobsModel", "Subscriber"),
     ColumnKind::Text,
     106,
     [](const Job &j) { return orNone(j.subscriberName); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Callback URL"),
     ColumnKind::Url,
     0,
     [](const Job &j) { return urlText(j.callbackUrl); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Order"),
     ColumnKind::Fixed,
     80,
     [](const Job &j) { return orNone(j.orderId); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Address"),
     ColumnKind::Text,
     92,
     [](const Job &j) { return orNone(j.address); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Tries"), ColumnKind::Number, 54, triesText},
    {QT_TRANSLATE_NOOP("JobsModel", "Created"),
     ColumnKind::Time,
     100,
     [](const Job &j) { return timeText(j.createdAt); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Last sent"),
     ColumnKind::Time,
     100,
     [](const Job &j) { return timeText(j.lastSentAt); }},
    {QT_TRANSLATE_NOOP("JobsModel", "Connection"),
     ColumnKind::Text,
     120,
     [](const Job &j) { return connectionText(j.connection); }},
}};

struct SortOfColumn
{
    JobsModel::Column column;
    JobSort sort;
};

constexpr std::array kSorts{SortOfColumn{JobsModel::Created, JobSort::Created},
                            SortOfColumn{JobsModel::Code, JobSort::StatusCode},
                            SortOfColumn{JobsModel::Event, JobSort::EventType},
                            SortOfColumn{JobsModel::LastSent, JobSort::LastSent}};

QString toolTip(const Job &job, int column)
{
    switch (column) {
    case JobsModel::CallbackUrl:
        return job.callbackUrl;
    case JobsModel::Created:
        return fullTimeText(job.createdAt);
    case JobsModel::LastSent:
        return job.lastSentAt ? fullTimeText(*job.lastSentAt) : QString();
    case JobsModel::State:
        return job.nextAttemptAt ? JobsModel::tr("next try %1").arg(fullTimeText(*job.nextAttemptAt))
                                 : job.lastError;
    default:
        return {};
    }
}

} // namespace

void JobsModel::setSorts(const QList<JobSort> &sorts)
{
    m_sorts = sorts;
}

std::optional<JobSort> JobsModel::sortOf(int column)
{
    const auto found = std::ranges::find(kSorts, column, [](const SortOfColumn &s) { return int(s.column); });
    return found == kSorts.end() ? std::nullopt : std::optional(found->sort);
}

int JobsModel::columnOf(JobSort sort)
{
    return std::ranges::find(kSorts, sort, &SortOfColumn::sort)->column;
}

QString JobsModel::titleOf(int column)
{
    return QCoreApplication::translate(kContext, kColumns.at(size_t(column)).title);
}

void JobsModel::readPlaces()
{
    m_places.clear();
    m_places.reserve(m_rows.size());
    for (int row = 0; row < m_rows.size(); ++row)
        m_places.insert(m_rows[row].id, row);
}

void JobsModel::removeMissing(const QSet<JobId> &kept)
{
    for (qsizetype last = m_rows.size() - 1; last >= 0; --last) {
        if (kept.contains(m_rows[last].id))
            continue;
        qsizetype first = last;
        while (first > 0 && !kept.contains(m_rows[first - 1].id))
            --first;
        beginRemoveRows({}, int(first), int(last));
        m_rows.remove(first, last - first + 1);
        readPlaces();
        endRemoveRows();
        last = first;
    }
}

// Brings the rows that stay into the order of the new list.
void JobsModel::reorder(const QHash<JobId, int> &places)
{
    const auto place = [&](const Job &job) { return places.value(job.id); };
    if (std::ranges::is_sorted(m_rows, {}, place))
        return;
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QList<JobId> ids;
    for (const QModelIndex &old : before)
        ids << m_rows[old.row()].id;
    std::ranges::sort(m_rows, {}, place);
    readPlaces();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(rowOf(ids[i]), before[i].column());
    changePersistentIndexList(before, after);
    emit layoutChanged();
}

// The rows that are here are in the order of `rows` now; the others go between them, run by run.
void JobsModel::insertNew(const QList<Job> &rows)
{
    for (qsizetype first = 0; first < rows.size(); ++first) {
        if (first < m_rows.size() && m_rows[first].id == rows[first].id)
            continue;
        qsizetype last = first;
        while (last + 1 < rows.size() && !m_places.contains(rows[last + 1].id))
            ++last;
        beginInsertRows({}, int(first), int(last));
        for (qsizetype row = first; row <= last; ++row)
            m_rows.insert(row, rows[row]);
        readPlaces();
        endInsertRows();
        first = last;
    }
}

void JobsModel::merge(const QList<Job> &rows)
{
    QSet<JobId> kept;
    QHash<JobId, int> places;
    for (int row = 0; row < rows.size(); ++row) {
        kept.insert(rows[row].id);
        places.insert(rows[row].id, row);
    }
    if (kept.size() != rows.size() || m_rows.isEmpty()) { // the first load, or ids that can't tell rows apart
        beginResetModel();
        m_rows = rows;
        readPlaces();
        endResetModel();
        return;
    }
    removeMissing(kept);
    reorder(places);
    insertNew(rows);
    update(rows);
}

QList<Job> JobsModel::update(const QList<Job> &jobs)
{
    QList<Job> strangers;
    int first = int(m_rows.size());
    int last = -1;
    for (const Job &job : jobs) {
        const int row = rowOf(job.id);
        if (row < 0) {
            strangers << job;
        } else if (m_rows[row] != job) {
            m_rows[row] = job;
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    return strangers;
}

void JobsModel::prepend(const QList<Job> &jobs, int limit)
{
    if (jobs.isEmpty())
        return;
    QList<Job> rows = jobs + m_rows;
    if (rows.size() > limit)
        rows.resize(limit);
    merge(rows);
}

const Job *JobsModel::job(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int JobsModel::rowOf(const JobId &id) const
{
    return m_places.value(id, -1);
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    const Job *row = index.isValid() ? job(index.row()) : nullptr;
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return kColumns[size_t(index.column())].text(*row);
    case Qt::ToolTipRole:
        return toolTip(*row, index.column());
    case IdRole:
        return row->id.value;
    case StateRole:
        return index.column() == State ? QVariant::fromValue(row->state) : QVariant();
    default:
        return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == SortableRole) {
        const auto sort = sortOf(section);
        return sort && m_sorts.contains(*sort);
    }
    if (role == Qt::ToolTipRole && kColumns[size_t(section)].kind == ColumnKind::Time)
        return tr("Local time: %1", "time zone").arg(zoneText(SystemClock().now()));
    return headerOf(kColumns[size_t(section)], kContext, role);
}

} // namespace tacklebox::models
