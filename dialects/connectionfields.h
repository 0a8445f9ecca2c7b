// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The fields that a kind of connection asks for: a setting with its default, and a secret.
#pragma once

#include "core/field.h"

namespace tacklebox::dialects {

[[nodiscard]] Field settingField(const QString &key, FieldKind kind, const QJsonValue &initial,
                                 const QStringList &choices = {});
[[nodiscard]] Field secretField(const QString &key);

} // namespace tacklebox::dialects
