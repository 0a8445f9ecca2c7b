// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What SuperOffice's table has room for.
#pragma once

#include "core/error.h"

#include <QJsonValue>

namespace tacklebox::dialects::superoffice {

// TooLong at the member, or EventTypeForm where a name would come apart: the table keeps the names of all
// events in one text, with commas between them. A name that stood in `before` is at no fault.
[[nodiscard]] std::optional<Error> checkColumn(const QString &key, const QJsonValue &before,
                                               const QJsonValue &value);

} // namespace tacklebox::dialects::superoffice
