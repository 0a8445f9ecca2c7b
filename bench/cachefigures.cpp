// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/cachefigures.h"

#include "bench/pairs.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

namespace {

constexpr double kFrame = 16; // ms

template<typename T, typename Number>
double medianBy(const std::vector<T> &all, Number number)
{
    std::vector<double> numbers;
    std::ranges::transform(all, std::back_inserter(numbers), number);
    return medianOf(std::move(numbers));
}

double medianCount(const std::vector<Opening> &openings)
{
    return medianBy(openings, [](const Opening &opening) { return opening.bare.count; });
}

QString linesOf(const char *name, const std::vector<Refresh> &refreshes)
{
    QString lines;
    for (const Refresh &refresh : refreshes) {
        lines += QString::asprintf("%-11s   %10.2f   %-8s   %6lld   %10lld   %7.2f   %5.1f   %8d   %s\n",
                                   name,
                                   refresh.busy.longest,
                                   refresh.busy.longest < kFrame ? "yes" : "no",
                                   qlonglong(refresh.busy.overHalf),
                                   qlonglong(refresh.busy.all),
                                   refresh.idle.longest,
                                   refresh.times(),
                                   refresh.requests,
                                   qPrintable(refresh.busy.what));
    }
    return lines;
}

QJsonArray rowsOf(const std::vector<Refresh> &refreshes)
{
    QJsonArray rows;
    for (const Refresh &refresh : refreshes) {
        rows.append(QJsonObject{{u"longest_ms"_s, refresh.busy.longest},
                                {u"what"_s, refresh.busy.what},
                                {u"over_8_ms"_s, refresh.busy.overHalf},
                                {u"dispatches"_s, refresh.busy.all},
                                {u"idle_longest_ms"_s, refresh.idle.longest},
                                {u"requests"_s, refresh.requests}});
    }
    return rows;
}

} // namespace

Busy busyOf(const std::vector<GuiClock::Dispatch> &dispatches)
{
    Busy busy;
    busy.all = qsizetype(dispatches.size());
    for (const GuiClock::Dispatch &dispatch : dispatches) {
        const double millis = std::chrono::duration<double, std::milli>(dispatch.cpu).count();
        busy.overHalf += millis > kFrame / 2 ? 1 : 0;
        if (millis <= busy.longest)
            continue;
        busy.longest = millis;
        busy.what = dispatch.name();
    }
    return busy;
}

QString tableOf(const CacheFigures &figures)
{
    QString table = u"open   own ms   statement ms   table ms   times   page ms   times\n"_s;
    int number = 0;
    for (const Opening &opening : figures.openings) {
        table += QString::asprintf("%4d   %6.2f   %12.2f   %8.2f   %5.2f   %7.2f   %5.2f\n",
                                   ++number,
                                   opening.own * 1e3,
                                   opening.bare.statement * 1e3,
                                   opening.bare.painting * 1e3,
                                   opening.times(),
                                   opening.page * 1e3,
                                   opening.pageTimes());
    }
    table += QString::asprintf("median times %.2f, and %.2f; counting all jobs takes SQLite alone %.2f ms\n\n",
                               medianBy(figures.openings, &Opening::times),
                               medianBy(figures.openings, &Opening::pageTimes),
                               medianCount(figures.openings) * 1e3);
    table
        += u"refresh of    longest ms   under 16   over 8   dispatches   idle ms   times   requests   slowest\n"_s;
    return table + linesOf("jobs", figures.jobs) + linesOf("subscribers", figures.subscribers);
}

QJsonObject jsonOf(const CacheFigures &figures)
{
    QJsonArray openings;
    for (const Opening &opening : figures.openings) {
        openings.append(QJsonObject{{u"own_s"_s, opening.own},
                                    {u"statement_s"_s, opening.bare.statement},
                                    {u"painting_s"_s, opening.bare.painting},
                                    {u"times"_s, opening.times()},
                                    {u"page_s"_s, opening.page},
                                    {u"page_times"_s, opening.pageTimes()}});
    }
    return {{u"openings"_s, openings},
            {u"median_times"_s, medianBy(figures.openings, &Opening::times)},
            {u"median_page_times"_s, medianBy(figures.openings, &Opening::pageTimes)},
            {u"count_s"_s, medianCount(figures.openings)},
            {u"jobs"_s, rowsOf(figures.jobs)},
            {u"subscribers"_s, rowsOf(figures.subscribers)}};
}

} // namespace tacklebox::bench
