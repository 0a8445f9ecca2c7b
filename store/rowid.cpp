// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "store/rowid.h"

#include "store/rowuuid.h"

namespace tacklebox::store {

static constexpr char kJobById[] = "SELECT id FROM job WHERE id = ?";
static constexpr char kJobByUuid[] = "SELECT id FROM job WHERE created_at = ? AND uuid = ?";
static constexpr char kEventById[] = "SELECT id FROM event WHERE id = ?";
static constexpr char kEventByUuid[] = "SELECT id FROM event WHERE created_at = ? AND uuid = ?";

std::optional<qint64> integerFrom(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number > 0 ? std::optional(number) : std::nullopt;
}

Result<std::optional<qint64>> findRow(Connection &connection, UuidTable table, const QString &text)
{
    const auto id = [](const Row &row) { return row.integer(0); };
    const bool isJob = table == UuidTable::Job;
    if (const auto number = integerFrom(text))
        return connection.first(isJob ? kJobById : kEventById, {*number}, id);
    const QUuid uuid = QUuid::fromString(text);
    if (uuid.isNull())
        return std::optional<qint64>();
    return connection.first(isJob ? kJobByUuid : kEventByUuid, {toMillis(timeOf(uuid)), bytesOf(uuid)}, id);
}

} // namespace tacklebox::store
