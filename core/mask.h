// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What stands in the place of a value that may hold credentials, wherever it is shown, kept or copied; and
// how a mask that comes back is told from a value.
#pragma once

#include "core/field.h"

#include <functional>

namespace tacklebox {

// What is put in the place of a hidden text.
using Masking = std::function<QString(const QString &hidden)>;

// A URL without its query, headers without their values.
[[nodiscard]] QJsonValue maskedValue(const Field &field, const QJsonValue &value);
[[nodiscard]] QJsonValue maskedValue(const Field &field, const QJsonValue &value, const Masking &mask);
// The same of a URL that no field stands for, and without what stands before the host.
[[nodiscard]] QString maskedUrl(const QString &url);
// Each member so. One that no field stands for is left as it is.
[[nodiscard]] Fields maskedFields(const std::vector<Field> &fields, Fields values, const Masking &mask);

// The value, or a piece of it, is a mask that somebody has copied.
[[nodiscard]] bool holdsMask(const Field &field, const QJsonValue &value);

// What is masked is taken from what is stored. SecretIsMask where nothing is stored for it.
Result<QJsonValue> unmaskedValue(const Field &field, const QJsonValue &given, const QJsonValue &stored);

} // namespace tacklebox
