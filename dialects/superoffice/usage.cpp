// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/usage.h"

#include "dialects/reply.h"
#include "dialects/superoffice/requests.h"

#include <QRegularExpression>

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

QString ungrouped(QString digits)
{
    static const QRegularExpression grouped(u"^\\d{1,3}([ .,'’\\x{a0}\\x{202f}]\\d{3})+$"_s);
    static const QRegularExpression notDigit(u"\\D"_s);
    return grouped.match(digits).hasMatch() ? digits.remove(notDigit) : digits;
}

// A number comes as one, as text, or as the archive's own [I:10]. In a culture, its thousands may stand
// apart.
Result<std::optional<qint64>> countFrom(const QJsonObject &row, QLatin1StringView column)
{
    const auto text = textFrom(row.value(column), column);
    if (!text)
        return fail(text.error());
    if (text->isEmpty())
        return std::optional<qint64>();
    const bool isCoded = text->startsWith("[I:"_L1) && text->endsWith(u']');
    bool isNumber = false;
    const qint64 count = ungrouped(isCoded ? text->sliced(3).chopped(1) : *text).toLongLong(&isNumber);
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
    if (auto error = checkId(id))
        return fail(*std::move(error));
    QByteArrayList columns;
    for (const QLatin1StringView column : kColumns)
        columns.append(QByteArray(column.data(), column.size()));
    const QByteArray query
        = "$select=" + columns.join(',') + "&$filter=" + columns.first() + "%20eq%20" + id.value.toLatin1();
    return forDisplay(requestTo(access, "GET", "/Archive/dynamic?" + query), access.connection);
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
