// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/access.h"

#include <algorithm>

namespace tacklebox::dialects {

Secret Access::secret(const QString &key) const
{
    const auto found = secrets.find(key);
    return found == secrets.end() ? Secret() : found->second;
}

QJsonValue settingOf(const Connection &connection, const ConnectionKind &kind, const QString &key)
{
    if (connection.settings.contains(key))
        return connection.settings.value(key);
    const auto field = std::ranges::find(kind.settings, key, &Field::key);
    return field == kind.settings.end() ? QJsonValue(QJsonValue::Undefined) : field->initial;
}

} // namespace tacklebox::dialects
