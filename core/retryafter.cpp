// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/retryafter.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongest = 24h * 30;

std::optional<milliseconds> secondsFrom(QByteArrayView text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.isEmpty() || !std::ranges::all_of(text, isDigit))
        return std::nullopt;
    bool isSmall = false;
    const qint64 seconds = text.toByteArray().toLongLong(&isSmall);
    return isSmall
        ? std::min<milliseconds>(std::chrono::seconds(std::min(seconds, qint64(1) << 32)), kLongest)
        : kLongest;
}

// A year of two digits is the one within fifty years of now; Qt reads it as 19xx, whose day of the week
// is another.
QDateTime inThisCentury(QDateTime date, Instant now)
{
    const int thisYear = QDateTime::fromMSecsSinceEpoch(toMillis(now), Qt::UTC).date().year();
    while (date.isValid() && date.date().year() < thisYear - 50)
        date = date.addYears(100);
    return date;
}

} // namespace

std::optional<Instant> httpDateFrom(QByteArrayView text, Instant now)
{
    if (text.size() > 40)
        return std::nullopt;
    const QLocale c = QLocale::c();
    const QString date = QString::fromLatin1(text);
    // IMF-fixdate, then the two obsolete forms: RFC 850's and asctime's.
    QDateTime read = c.toDateTime(date, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    if (!read.isValid())
        read = inThisCentury(c.toDateTime(date.section(u", "_s, 1), u"dd-MMM-yy HH:mm:ss 'GMT'"_s), now);
    if (!read.isValid())
        read = c.toDateTime(date.simplified(), u"ddd MMM d HH:mm:ss yyyy"_s);
    if (!read.isValid())
        return std::nullopt;
    read.setTimeSpec(Qt::UTC);
    return fromMillis(read.toMSecsSinceEpoch());
}

std::optional<milliseconds> retryAfterFrom(QByteArrayView value, Instant now)
{
    const QByteArrayView text = value.trimmed();
    if (const auto seconds = secondsFrom(text))
        return seconds;
    const std::optional<Instant> date = httpDateFrom(text, now);
    if (!date)
        return std::nullopt;
    return std::clamp<milliseconds>(*date - now, 0ms, kLongest);
}

std::optional<milliseconds> retryAfterIn(const Headers &headers, Instant now)
{
    const std::optional<QByteArray> value = valueOf(headers, "Retry-After");
    return value ? retryAfterFrom(*value, now) : std::nullopt;
}

} // namespace tacklebox
