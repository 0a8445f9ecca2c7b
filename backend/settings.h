// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The profile's settings: one table of keys with type, default and text, and what this profile says.
#pragma once

#include "core/async.h"
#include "core/secret.h"

#include <QJsonValue>
#include <QObject>

#include <vector>

namespace tacklebox {

enum class SettingKind { Text, Flag, Number, Duration, List, Choice, Secret };

struct Setting
{
    QString key;
    SettingKind kind = SettingKind::Text;
    QJsonValue initial;
    QJsonValue value; // for a secret: whether it is set
    QStringList choices;
    QString text; // for people: what it does
};

// Same thread rules as Backend. Values are read from memory; a change is written behind.
class Settings : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual std::vector<Setting> list() const = 0;
    [[nodiscard]] virtual QJsonValue value(const QString &key) const = 0;
    virtual Async<Done> set(const QString &key, const QString &text) = 0;
    virtual Async<Done> setSecret(const QString &key, Secret secret) = 0;

signals:
    void changed(const QString &key);
};

} // namespace tacklebox
