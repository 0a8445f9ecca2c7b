// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The fields that a kind of connection asks for: a setting with its default, and a secret.
#pragma once

#include "core/field.h"

namespace tacklebox::dialects {

[[nodiscard]] Field settingField(const QString &key, FieldKind kind, const QJsonValue &initial,
                                 const QStringList &choices = {});
[[nodiscard]] Field secretField(const QString &key);

// Of use only while the setting `key` has one of these values.
[[nodiscard]] Field neededFor(const QString &key, const QStringList &values, Field field);
// One that hardly anybody changes: no form shows it at first.
[[nodiscard]] Field rarelyUsed(Field field);

} // namespace tacklebox::dialects
