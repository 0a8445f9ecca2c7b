// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The measurement of the console from end to end: fills a profile, races its start against an empty
// window's, shows every page and dialog for the first time, and uses it while another process delivers.
#pragma once

#include "bench/busyprofile.h"
#include "bench/firstshows.h"
#include "bench/nginx.h"
#include "bench/scratchprofile.h"
#include "bench/startrace.h"
#include "bench/workout.h"
#include "ui/theme.h"

namespace tacklebox::bench {

struct ConsolePlan
{
    int jobs = 0;
    int pairs = 0;
    int rate = 0;
    int seconds = 0;
    QString place;
    bool jsonOnly = false;
};

class ConsoleBench final : public QObject
{
    Q_OBJECT

public:
    ConsoleBench(GuiClock &clock, ConsolePlan plan);
    ~ConsoleBench() override;

    void start();

private:
    void race();
    void startTraffic();
    void openConsole();
    void use();
    void report();
    void printTable(const QJsonObject &figures) const;
    void giveUp(const QString &why);
    [[nodiscard]] QJsonObject figures() const;

    GuiClock &m_clock;
    const ConsolePlan m_plan;
    ScratchProfile m_profile;
    std::unique_ptr<Nginx> m_nginx;
    std::unique_ptr<BusyProfile> m_filler;
    std::unique_ptr<StartRace> m_race;
    QProcess m_traffic;
    ui::Theme m_theme{ui::Scheme::Light};
    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<app::Console> m_console;
    std::unique_ptr<FirstShows> m_shows;
    std::unique_ptr<Workout> m_workout;
    std::vector<GuiClock::Dispatch> m_dispatches;
    qint64 m_before = 0; // requests that the receiver had seen
    qint64 m_delivered = 0;
};

} // namespace tacklebox::bench
