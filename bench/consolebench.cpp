// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/consolebench.h"

#include "backend/wording.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::bench {

namespace {

double millisOf(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

// Of dispatches sorted by their time.
double percentile(const std::vector<GuiClock::Dispatch> &sorted, double part)
{
    if (sorted.empty())
        return 0;
    return millisOf(sorted[std::min(sorted.size() - 1, size_t(part * double(sorted.size())))].cpu);
}

QJsonArray slowestOf(const std::vector<GuiClock::Dispatch> &sorted)
{
    QJsonArray slowest;
    for (auto it = sorted.rbegin(); it != sorted.rend() && slowest.size() < 3; ++it)
        slowest.append(QJsonObject{{u"what"_s, it->name()}, {u"ms"_s, millisOf(it->cpu)}});
    return slowest;
}

} // namespace

ConsoleBench::ConsoleBench(GuiClock &clock, ConsolePlan plan)
    : m_clock(clock)
    , m_plan(std::move(plan))
    , m_profile(m_plan.place)
{
}

ConsoleBench::~ConsoleBench()
{
    m_traffic.disconnect(this);
}

void ConsoleBench::giveUp(const QString &why)
{
    std::fprintf(stderr, "bench_console: %s\n", qPrintable(why));
    QCoreApplication::exit(1);
}

void ConsoleBench::start()
{
    m_nginx = Nginx::start();
    if (!m_nginx || !m_profile.isValid())
        return giveUp(u"nothing to measure with"_s);
    std::fprintf(stderr, "filling a profile with %d jobs\n", m_plan.jobs);
    m_filler = std::make_unique<BusyProfile>(m_profile.paths(), m_nginx->url(), m_plan.jobs);
    connect(m_filler.get(), &BusyProfile::filled, this, &ConsoleBench::race);
    connect(m_filler.get(), &BusyProfile::failed, this, &ConsoleBench::giveUp);
    m_filler->start();
}

void ConsoleBench::race()
{
    std::fprintf(stderr, "starting both windows %d times\n", m_plan.pairs);
    const QString here = QCoreApplication::applicationDirPath();
    m_race = std::make_unique<StartRace>(
        StartRace::Program{here + u"/bench_emptywindow"_s, {}},
        StartRace::Program{QCoreApplication::applicationFilePath(), {u"--paint"_s, m_profile.paths().data}},
        m_plan.pairs);
    connect(m_race.get(), &StartRace::finished, this, &ConsoleBench::startTraffic);
    connect(m_race.get(), &StartRace::failed, this, &ConsoleBench::giveUp);
    m_race->next();
}

void ConsoleBench::startTraffic()
{
    m_traffic.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_traffic, &QProcess::readyReadStandardOutput, this, [this] {
        if (m_traffic.readAllStandardOutput().startsWith("delivering") && !m_console)
            openConsole();
    });
    connect(&m_traffic, &QProcess::finished, this, [this] { giveUp(u"the other process ended"_s); });
    m_traffic.start(QCoreApplication::applicationFilePath(),
                    {u"--deliver"_s, m_profile.paths().data, QString::number(m_plan.rate)});
}

void ConsoleBench::openConsole()
{
    std::fprintf(stderr, "showing every page and dialog\n");
    auto services = app::Services::open(m_profile.paths(), app::Role::Deliverer);
    if (!services)
        return giveUp(wording::sentence(services.error()));
    m_services = std::move(*services);
    m_console = std::make_unique<app::Console>(*m_services, m_theme);
    m_shows = std::make_unique<FirstShows>(m_clock, *m_console);
    connect(m_shows.get(), &FirstShows::finished, this, &ConsoleBench::use);
    connect(&m_console->window(),
            &ui::MainWindow::pageShown,
            m_shows.get(),
            &FirstShows::start,
            Qt::SingleShotConnection);
    m_console->start();
}

void ConsoleBench::use()
{
    std::fprintf(stderr, "using it for %d s with %d deliveries a second\n", m_plan.seconds, m_plan.rate);
    m_console->window().go({ui::place::kJobs, {}});
    m_workout = std::make_unique<Workout>(m_console->window());
    connect(m_workout.get(), &Workout::finished, this, &ConsoleBench::report, Qt::QueuedConnection);
    m_traffic.write("go\n");
    m_before = m_nginx->requests().value_or(0);
    m_clock.beginRecording();
    m_workout->start(std::chrono::seconds(m_plan.seconds));
}

QJsonObject ConsoleBench::figures() const
{
    QJsonArray shows;
    for (const FirstShows::Show &show : m_shows->shows())
        shows.append(QJsonObject{{u"what"_s, show.name}, {u"cpu_ms"_s, show.millis}});
    std::vector<double> times;
    std::ranges::transform(m_race->pairs(), std::back_inserter(times), [](const Pair &pair) {
        return pair.ownSeconds / pair.bareSeconds;
    });
    QJsonArray starts;
    for (const Pair &pair : m_race->pairs())
        starts.append(QJsonObject{{u"empty_s"_s, pair.bareSeconds}, {u"console_s"_s, pair.ownSeconds}});
    return {{u"jobs"_s, m_plan.jobs},
            {u"starts"_s, starts},
            {u"start_ratio"_s, medianOf(std::move(times))},
            {u"deliveries_per_s"_s, double(m_delivered) / m_plan.seconds},
            {u"dispatches"_s, qint64(m_dispatches.size())},
            {u"dispatch_p50_ms"_s, percentile(m_dispatches, 0.5)},
            {u"dispatch_p99_ms"_s, percentile(m_dispatches, 0.99)},
            {u"slowest"_s, slowestOf(m_dispatches)},
            {u"first_shows"_s, shows}};
}

void ConsoleBench::report()
{
    m_dispatches = m_clock.endRecording();
    m_delivered = m_nginx->requests().value_or(0) - m_before;
    std::ranges::sort(m_dispatches, {}, &GuiClock::Dispatch::cpu);
    const QJsonObject all = figures();
    if (!m_plan.jsonOnly)
        printTable(all);
    std::fputs(QJsonDocument(all).toJson().constData(), stdout);
    // It ends with its input; the profile stays until it has.
    m_traffic.disconnect(this);
    connect(&m_traffic, &QProcess::finished, qApp, &QCoreApplication::quit);
    m_traffic.closeWriteChannel();
}

void ConsoleBench::printTable(const QJsonObject &all) const
{
    std::printf("start to painted window, times an empty one's (median of %d): %.2f\n",
                m_plan.pairs,
                all[u"start_ratio"_s].toDouble());
    std::printf("deliveries by the other process meanwhile: %.0f/s\n", all[u"deliveries_per_s"_s].toDouble());
    std::printf("one dispatch of %lld, CPU: p50 %.3f ms, p99 %.3f ms\n",
                qlonglong(m_dispatches.size()),
                all[u"dispatch_p50_ms"_s].toDouble(),
                all[u"dispatch_p99_ms"_s].toDouble());
    const QJsonArray slowest = all[u"slowest"_s].toArray();
    for (const QJsonValue &slow : slowest)
        std::printf(
            "  slowest: %.2f ms  %s\n", slow[u"ms"_s].toDouble(), qPrintable(slow[u"what"_s].toString()));
    for (const FirstShows::Show &show : m_shows->shows())
        std::printf("first show: %7.2f ms  %s\n", show.millis, qPrintable(show.name));
}

} // namespace tacklebox::bench
