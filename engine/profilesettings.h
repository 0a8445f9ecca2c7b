// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The settings of a profile, kept as readable JSON in one file. Each change
// writes the whole file anew beside the old one and takes its place.
#pragma once

#include "backend/settings.h"
#include "engine/deliveryrules.h"

#include <QJsonObject>
#include <QThreadPool>

namespace tacklebox::engine {

class ProfileSettings final : public Settings
{
    Q_OBJECT

public:
    // Reads the file, so not on a window's thread; the settings then live on their owner's. A file that
    // isn't there means every default; one that can't be read is FileNotRead.
    static Result<std::unique_ptr<ProfileSettings>> open(const QString &file, QThread *owner);
    ~ProfileSettings() override;

    [[nodiscard]] std::vector<Setting> list() const override;
    [[nodiscard]] QJsonValue value(const QString &key) const override;
    Async<Done> set(const QString &key, const QString &text) override;
    Async<Done> setSecret(const QString &key, Secret secret) override;

    [[nodiscard]] DeliveryRules deliveryRules() const;
    // Another process may have set something.
    void readAgain();

signals:
    // By this process.
    void written(const QString &key, const QJsonValue &before, const QJsonValue &after);

private:
    ProfileSettings(QString file, QJsonObject values);
    void take(const QJsonObject &values);

    QString m_file;
    QJsonObject m_values; // what differs from the defaults
    QThreadPool m_writing; // one thread: changes are written in their order
};

} // namespace tacklebox::engine
