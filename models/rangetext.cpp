// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/rangetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace tacklebox::models {

namespace {

struct RangeTexts
{
    Q_DECLARE_TR_FUNCTIONS(RangeText)
};

QDateTime inLocalTime(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at));
}

QString dayText(QDate day, Instant now)
{
    const bool isThisYear = day.year() == inLocalTime(now).date().year();
    return QLocale().toString(day, isThisYear ? u"d MMM"_s : u"d MMM yyyy"_s);
}

bool isDaysBegin(Instant at)
{
    const QDateTime local = inLocalTime(at);
    return local == local.date().startOfDay();
}

QString momentText(Instant at, Instant now)
{
    const QDateTime local = inLocalTime(at);
    return dayText(local.date(), now) + local.toString(u" HH:mm"_s);
}

// The last day of a span that ends with one.
QDate lastDay(Instant to)
{
    return inLocalTime(to).date().addDays(-1);
}

QString endText(Instant from, Instant to, Instant now)
{
    const QDateTime end = inLocalTime(to);
    const bool isMidnight = to > from && isDaysBegin(to);
    const QDate day = isMidnight ? lastDay(to) : end.date();
    const QString time = isMidnight ? u"24:00"_s : end.toString(u"HH:mm"_s);
    return day == inLocalTime(from).date() ? time : dayText(day, now) + u' ' + time;
}

QString spanText(Instant from, Instant to, Instant now)
{
    const QString zone = zoneText(from);
    if (to <= from || !isDaysBegin(from) || !isDaysBegin(to))
        return RangeTexts::tr("%1 – %2 %3", "from, to, time zone")
            .arg(momentText(from, now), endText(from, to, now), zone);
    const QDate first = inLocalTime(from).date();
    const QDate last = lastDay(to);
    return first == last ? RangeTexts::tr("%1 %2", "a day, time zone").arg(dayText(first, now), zone)
                         : RangeTexts::tr("%1 – %2 %3", "from, to, time zone")
                               .arg(dayText(first, now), dayText(last, now), zone);
}

} // namespace

QString zoneText(Instant at)
{
    const QByteArray id = QTimeZone::systemTimeZoneId();
    const qsizetype slash = id.lastIndexOf('/');
    if (slash < 0 || id.startsWith("Etc/"))
        return inLocalTime(at).timeZoneAbbreviation();
    return QString::fromLatin1(id.sliced(slash + 1)).replace(u'_', u' ');
}

QString rangeText(std::optional<Instant> from, std::optional<Instant> to, Instant now)
{
    if (from && to)
        return spanText(*from, *to, now);
    if (from) {
        const QString text
            = isDaysBegin(*from) ? dayText(inLocalTime(*from).date(), now) : momentText(*from, now);
        return RangeTexts::tr("from %1 %2", "a time, time zone").arg(text, zoneText(*from));
    }
    if (!to)
        return {};
    return isDaysBegin(*to)
        ? RangeTexts::tr("through %1 %2", "a day, time zone").arg(dayText(lastDay(*to), now), zoneText(*to))
        : RangeTexts::tr("before %1 %2", "a time, time zone").arg(momentText(*to, now), zoneText(*to));
}

} // namespace tacklebox::models
