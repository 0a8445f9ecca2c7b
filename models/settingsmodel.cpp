// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/settingsmodel.h"

#include "models/columninfo.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<ColumnInfo<Setting>, SettingsModel::ColumnCount> kColumns{{
    {{QT_TRANSLATE_NOOP("SettingsModel", "Setting"),
      ColumnKind::Fixed,
      200,
      [](const Setting &row) { return row.key; }},
     nullptr},
    {{QT_TRANSLATE_NOOP("SettingsModel", "Value"), ColumnKind::Text, 200, valueText}, nullptr},
    {{QT_TRANSLATE_NOOP("SettingsModel", "What it does"),
      ColumnKind::Text,
      0,
      [](const Setting &row) { return row.text; }},
     nullptr},
}};

bool isSame(const Setting &left, const Setting &right)
{
    return left.key == right.key && left.kind == right.kind && left.value == right.value;
}

} // namespace

QString valueText(const Setting &setting)
{
    const QJsonValue &value = setting.value;
    if (setting.kind == SettingKind::Secret)
        return value.toBool() ? SettingsModel::tr("set") : SettingsModel::tr("not set");
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (!value.isArray())
        return value.toString();
    QStringList items;
    for (const auto &item : value.toArray())
        items.append(item.toString());
    return items.join(u", "_s);
}

void SettingsModel::merge(const std::vector<Setting> &settings)
{
    if (settings.size() != m_settings.size()) {
        beginResetModel();
        m_settings = settings;
        endResetModel();
        return;
    }
    for (size_t i = 0; i < settings.size(); ++i) {
        if (isSame(settings[i], m_settings[i]))
            continue;
        m_settings[i] = settings[i];
        emit dataChanged(index(int(i), 0), index(int(i), ColumnCount - 1));
    }
}

int SettingsModel::rowOf(const QString &key) const
{
    return int(std::ranges::find(m_settings, key, &Setting::key) - m_settings.begin());
}

int SettingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_settings.size());
}

int SettingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SettingsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Setting &row = settingAt(index.row());
    return role == IdRole ? QVariant(row.key) : cellOf(kColumns.at(size_t(index.column())), row, role);
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    return headerOf(kColumns.at(size_t(section)), "SettingsModel", role);
}

} // namespace tacklebox::models
