// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's settings as a table: each key with its text and what this profile says.
#pragma once

#include "backend/settings.h"

#include <QAbstractTableModel>

namespace tacklebox::models {

class SettingsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Key, Value, Text, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // The table itself never changes while the program runs, only its values do.
    void merge(const std::vector<Setting> &settings);

    [[nodiscard]] const Setting &settingAt(int row) const { return m_settings.at(size_t(row)); }
    [[nodiscard]] int rowOf(const QString &key) const; // rowCount() for an unknown one

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Setting> m_settings;
};

// How a setting's value is written in its control and given to Settings::set().
[[nodiscard]] QString valueText(const Setting &setting);

} // namespace tacklebox::models
