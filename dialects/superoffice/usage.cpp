// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/usage.h"

#include "dialects/reply.h"
#include "dialects/superoffice/requests.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr QLatin1StringView kId = "webhook_usage.webhook_usage_id"_L1;
constexpr QLatin1StringView kCalls = "webhook_usage.total_calls"_L1;
constexpr QLatin1StringView kErrors = "webhook_usage.total_errors"_L1;
constexpr QLatin1StringView kInARow = "webhook_usage.consecutive_errors"_L1;
constexpr QLatin1StringView kLastError = "webhook_usage.last_error"_L1;
constexpr std::array kColumns{kId, kCalls, kErrors, kInARow, kLastError};

// A number comes as one, as text, or as the archive's own [I:10].
Result<std::optional<qint64>> countFrom(const QJsonObject &row, QLatin1StringView column)
{
    const auto text = textFrom(row.value(column), column);
    if (!text)
        return fail(text.error());
    if (text->isEmpty())
        return std::optional<qint64>();
    const bool isCoded = text->startsWith("[I:"_L1) && text->endsWith(u']');
    bool isNumber = false;
    const qint64 count = (isCoded ? text->sliced(3).chopped(1) : *text).toLongLong(&isNumber);
    if (!isNumber || count < 0)
        return fail(wrongType(column, u"a count"_s));
    return std::optional(count);
}

Result<SubscriberUsage> rowFrom(const QJsonObject &row, const SubscriberId &id)
{
    const auto calls = countFrom(row, kCalls);
    const auto errors = countFrom(row, kErrors);
    const auto inARow = countFrom(row, kInARow);
    for (const auto *count : {&calls, &errors, &inARow}) {
        if (!*count)
            return fail(count->error());
    }
    const auto lastError = textFrom(row.value(kLastError), kLastError);
    if (!lastError)
        return fail(lastError.error());
    return SubscriberUsage{id, *calls, *errors, *inARow, *lastError};
}

} // namespace

Result<Request> usageRequest(const Access &access, const SubscriberId &id)
{
    if (const auto isId = requestFor(access, "GET", id); !isId)
        return isId;
    QByteArrayList columns;
    for (const QLatin1StringView column : kColumns)
        columns.append(QByteArray(column.data(), column.size()));
    return requestTo(access,
                     "GET",
                     "/Archive/dynamic?$select=" + columns.join(',') + "&$filter=" + columns.first()
                         + "%20eq%20" + id.value.toLatin1());
}

Result<SubscriberUsage> usageFrom(const QJsonValue &reply, const SubscriberId &id)
{
    const auto archive = objectFrom(reply, u"archive"_s);
    if (!archive)
        return fail(archive.error());
    const auto rows = arrayFrom(archive->value("value"_L1), u"value"_s);
    if (!rows)
        return fail(rows.error());
    for (const QJsonValue &value : *rows) {
        const auto row = objectFrom(value, u"value"_s);
        if (!row)
            return fail(row.error());
        const auto number = countFrom(*row, kId);
        if (!number)
            return fail(number.error());
        if (*number && QString::number(**number) == id.value)
            return rowFrom(*row, id);
    }
    return SubscriberUsage{id, {}, {}, {}, {}};
}

} // namespace tacklebox::dialects::superoffice
