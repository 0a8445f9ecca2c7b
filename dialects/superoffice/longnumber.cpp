// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/longnumber.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace tacklebox::dialects::superoffice {

bool holdsLongNumber(const QJsonValue &value)
{
    constexpr double kBeyond = 9223372036854775808.0;
    if (value.isDouble())
        return std::abs(value.toDouble()) >= kBeyond && value.toInteger(0) == 0; // it is none of 64 bits
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(), holdsLongNumber);
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(), holdsLongNumber);
}

} // namespace tacklebox::dialects::superoffice
