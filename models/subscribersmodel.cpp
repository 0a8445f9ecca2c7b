// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/subscribersmodel.h"

#include "backend/wording.h"
#include "core/clock.h"
#include "core/fleetid.h"
#include "models/certificatetext.h"
#include "models/column.h"
#include "models/healthtext.h"
#include "models/shorttext.h"

#include <QJsonArray>

#include <array>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

using Model = SubscribersModel;

QString countText(const Fields &fields, const QString &key)
{
    const QJsonValue value = fields.value(key);
    if (!value.isArray())
        return value.isNull() ? u"0"_s : noValue();
    const QJsonArray items = value.toArray();
    return items.contains(u"*"_s) ? SubscribersModel::tr("all") : QString::number(items.size());
}

QString listText(const Fields &fields, const QString &key)
{
    const QJsonValue value = fields.value(key);
    if (value.isUndefined())
        return SubscribersModel::tr("Not known here");
    const QJsonArray array = value.toArray();
    QStringList texts;
    for (const auto &item : array)
        texts.append(item.toString());
    return texts.join(u", "_s);
}

QString signingText(const Fields &fields, const QString &key)
{
    const QJsonValue value = fields.value(key);
    if (value.isUndefined())
        return noValue();
    const QString scheme = value.toString();
    return scheme.isEmpty() || scheme == "none"_L1 ? SubscribersModel::tr("not signed") : scheme;
}

QString lastSentText(const Subscriber &row, const Model &model)
{
    if (row.lastSentAt)
        return timeText(row.lastSentAt);
    return model.knowsSent() ? SubscribersModel::tr("never") : noValue();
}

QString lastSentTip(const Subscriber &row, const Model &model)
{
    if (row.lastSentAt)
        return fullTimeText(*row.lastSentAt);
    return model.knowsSent() ? SubscribersModel::tr("never")
                             : SubscribersModel::tr("None of its jobs that were read here was sent.");
}

CertificateText certificateTextOf(const Subscriber &row, const Model &model)
{
    return certificateText(row.url, model.certificateOf(row), SystemClock().now());
}

// What a cell says depends on which members hold what.
struct SubscribersColumn
{
    const char *title;
    ColumnKind kind;
    int width;
    QString (*text)(const Subscriber &, const Model &);
    QString (*tip)(const Subscriber &, const Model &); // null: the text itself
    std::optional<SubscriberSort> sort;
};

const std::array<SubscribersColumn, SubscribersModel::ColumnCount> kColumns{{
    {QT_TRANSLATE_NOOP("SubscribersModel", "State"),
     ColumnKind::State,
     148,
     [](const Subscriber &row, const Model &) { return wording::word(row.state); },
     [](const Subscriber &row, const Model &) {
         const HealthText health = healthText(row);
         return health.summary.isEmpty() ? wording::word(row.state) : health.summary + u'\n' + health.detail;
     },
     SubscriberSort::State},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Name"),
     ColumnKind::Text,
     180,
     [](const Subscriber &row, const Model &) { return row.name.isEmpty() ? ownText(row.id) : row.name; },
     nullptr,
     SubscriberSort::Name},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Callback URL"),
     ColumnKind::Url,
     0,
     [](const Subscriber &row, const Model &) { return urlText(row.url); },
     [](const Subscriber &row, const Model &) { return row.url; },
     SubscriberSort::Url},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Events"),
     ColumnKind::Number,
     72,
     [](const Subscriber &row, const Model &model) { return countText(row.fields, model.keys().events); },
     [](const Subscriber &row, const Model &model) { return listText(row.fields, model.keys().events); },
     std::nullopt},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Statuses"),
     ColumnKind::Number,
     80,
     [](const Subscriber &row, const Model &model) { return countText(row.fields, model.keys().statuses); },
     [](const Subscriber &row, const Model &model) { return listText(row.fields, model.keys().statuses); },
     std::nullopt},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Signing"),
     ColumnKind::Text,
     96,
     [](const Subscriber &row, const Model &model) { return signingText(row.fields, model.keys().signing); },
     nullptr,
     std::nullopt},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Last sent"),
     ColumnKind::Time,
     104,
     lastSentText,
     lastSentTip,
     SubscriberSort::LastSent},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Certificate, seen from here"),
     ColumnKind::Number,
     200,
     [](const Subscriber &row, const Model &model) { return certificateTextOf(row, model).text; },
     [](const Subscriber &row, const Model &model) { return certificateTextOf(row, model).tip; },
     std::nullopt},
    {QT_TRANSLATE_NOOP("SubscribersModel", "Connection"),
     ColumnKind::Text,
     150,
     [](const Subscriber &row, const Model &) { return connectionText(row.connection); },
     nullptr,
     std::nullopt},
}};

} // namespace

void SubscribersModel::setFields(const std::vector<Field> &fields)
{
    const auto keyOf = [&](FieldRule rule) {
        const auto found = std::ranges::find(fields, rule, &Field::rule);
        return found == fields.end() ? QString() : found->key;
    };
    QString events = keyOf(FieldRule::EventSelectors);
    if (events.isEmpty()) { // an API without wildcards
        const auto list = std::ranges::find_if(fields, [](const Field &field) {
            return field.group == FieldGroup::Triggers && field.kind == FieldKind::List;
        });
        events = list == fields.end() ? QString() : list->key;
    }
    m_keys = {events, keyOf(FieldRule::OrderStatuses), keyOf(FieldRule::Signing)};
    if (!rows().isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QList<Subscriber> SubscribersModel::update(const QList<Subscriber> &changed)
{
    QList<Subscriber> rows = changed;
    for (Subscriber &row : rows) {
        const Subscriber *known = rowAt(indexOf(row.id));
        if (known && !row.lastSentAt)
            row.lastSentAt = known->lastSentAt;
    }
    return KeyedRows::update(rows);
}

void SubscribersModel::setCertificates(const QList<Certificate> &certificates)
{
    const QHash<QString, Certificate> before = m_certificates;
    for (const Certificate &certificate : certificates)
        m_certificates.insert(certificate.place, certificate);
    if (!rows().isEmpty() && m_certificates != before)
        emit dataChanged(index(0, SeenCertificate), index(rowCount() - 1, SeenCertificate));
}

const Certificate *SubscribersModel::certificateOf(const Subscriber &row) const
{
    const auto found = m_certificates.constFind(certificatePlace(row.url));
    return found == m_certificates.cend() ? nullptr : &*found;
}

void SubscribersModel::setKnowsSent(bool knowsSent)
{
    m_knowsSent = knowsSent;
    emit headerDataChanged(Qt::Horizontal, LastSent, LastSent);
    if (!rows().isEmpty())
        emit dataChanged(index(0, LastSent), index(rowCount() - 1, LastSent));
}

void SubscribersModel::takeSent(const QList<Job> &jobs)
{
    QHash<SubscriberId, Subscriber> later;
    for (const Job &job : jobs) {
        const Subscriber *row = rowAt(indexOf(job.subscriberId));
        if (!row)
            continue;
        Subscriber &changed = later.insert(row->id, later.value(row->id, *row)).value();
        changed.lastSentAt = std::max(changed.lastSentAt, job.lastSentAt);
    }
    KeyedRows::update(later.values());
}

std::optional<SubscriberSort> SubscribersModel::sortOf(int column)
{
    return column >= 0 && column < ColumnCount ? kColumns.at(size_t(column)).sort : std::nullopt;
}

int SubscribersModel::columnOf(SubscriberSort sort)
{
    const auto found = std::ranges::find(kColumns, std::optional(sort), &SubscribersColumn::sort);
    return found == kColumns.end() ? int(Name) : int(found - kColumns.begin());
}

int SubscribersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SubscribersModel::data(const QModelIndex &index, int role) const
{
    const Subscriber *row = rowAt(index);
    if (row == nullptr)
        return {};
    const SubscribersColumn &column = kColumns.at(size_t(index.column()));
    switch (role) {
    case Qt::DisplayRole:
        return column.text(*row, *this);
    case Qt::ToolTipRole:
        return column.tip == nullptr ? column.text(*row, *this) : column.tip(*row, *this);
    case CellToneRole:
        return index.column() == SeenCertificate ? QVariant(int(certificateTextOf(*row, *this).tone))
                                                 : QVariant();
    case IdRole:
        return row->id.value;
    case StateRole:
        return QVariant::fromValue(row->state);
    default:
        return {};
    }
}

QVariant SubscribersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const SubscribersColumn &column = kColumns.at(size_t(section));
    if (role == SortableRole)
        return column.sort.has_value() && (m_knowsSent || section != LastSent);
    const ColumnOf<Subscriber> plain{column.title, column.kind, column.width, nullptr};
    return headerOf(plain, "SubscribersModel", role);
}

} // namespace tacklebox::models
