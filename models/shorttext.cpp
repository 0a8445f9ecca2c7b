// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/shorttext.h"

#include "core/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace tacklebox::models {

QString timeText(Instant at, Instant now)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toMillis(at));
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(toMillis(now));
    if (local.date() == today.date())
        return local.toString(u"HH:mm:ss"_s);
    if (local.date().year() == today.date().year())
        return QLocale().toString(local, u"d MMM HH:mm"_s);
    return local.toString(u"yyyy-MM-dd"_s);
}

QString timeText(std::optional<Instant> at)
{
    return at ? timeText(*at, SystemClock().now()) : noValue();
}

QString fullTimeText(Instant at)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toMillis(at));
    return QCoreApplication::translate("ShortText", "%1 %2 (%3)", "local time, its zone, the same in UTC")
        .arg(local.toString(u"yyyy-MM-dd HH:mm:ss"_s), local.timeZoneAbbreviation(), toIso(at));
}

QString urlText(const QString &url)
{
    const qsizetype scheme = url.indexOf("://"_L1);
    return scheme < 0 ? url : url.mid(scheme + 3);
}

QString durationText(std::chrono::microseconds duration)
{
    const double ms = double(duration.count()) / 1000.0;
    const QLocale locale;
    if (ms < 100)
        return QCoreApplication::translate("ShortText", "%1 ms", "milliseconds")
            .arg(locale.toString(ms, 'f', 1));
    if (ms < 1000)
        return QCoreApplication::translate("ShortText", "%1 ms", "milliseconds")
            .arg(locale.toString(qRound(ms)));
    return QCoreApplication::translate("ShortText", "%1 s", "seconds")
        .arg(locale.toString(ms / 1000.0, 'f', 1));
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString numberText(qint64 number)
{
    QLocale locale;
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English);
    return locale.toString(number);
}

QString noValue()
{
    return u"\u2013"_s;
}

QString subscriberText(const Subscriber &subscriber)
{
    if (!subscriber.name.isEmpty())
        return subscriber.name;
    return subscriber.url.isEmpty() ? subscriber.id.value : urlText(subscriber.url);
}

QString connectionText(const QString &name)
{
    if (name == "local"_L1)
        return QCoreApplication::translate("ShortText", "Built-in engine");
    return name == "all"_L1 ? QCoreApplication::translate("ShortText", "All connections") : name;
}

} // namespace tacklebox::models
