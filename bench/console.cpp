// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/consolebench.h"
#include "bench/traffic.h"

#include "app/language.h"
#include "backend/wording.h"
#include "ui/theme.h"

#include <QCommandLineParser>
#include <QDir>

#include <cstdio>
#include <cstdlib>

#include <curl/curl.h>

using namespace tacklebox;
using namespace Qt::StringLiterals;

namespace {

// What the console's own main does, until its window is painted.
int paintConsole(bench::GuiClock &application, const QString &profile)
{
    app::installLanguage(application);
    ui::Theme theme(ui::Scheme::Light);
    auto services = app::Services::open(app::profilePaths(profile), app::Role::Deliverer);
    if (!services) {
        std::fprintf(stderr, "%s\n", qPrintable(wording::sentence(services.error())));
        return 1;
    }
    app::Console console(**services, theme);
    const QObject *window = &console.window();
    QObject::connect(
        &application, &bench::GuiClock::painted, &console, [window](const QSet<const QObject *> &widgets) {
            if (!widgets.contains(window))
                return;
            std::puts("painted");
            std::fflush(stdout);
            std::_Exit(0);
        });
    console.start();
    return QApplication::exec();
}

int deliverTraffic(int argc, char **argv, const QString &profile, int perSecond)
{
    QCoreApplication application(argc, argv);
    bench::Traffic traffic(app::profilePaths(profile), perSecond);
    return traffic.start() ? QCoreApplication::exec() : 1;
}

std::optional<bench::ConsolePlan> planFrom(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the console on a profile with many jobs."_s);
    parser.addHelpOption();
    parser.addOptions({{u"jobs"_s, u"Jobs in the profile."_s, u"N"_s, u"100000"_s},
                       {u"pairs"_s, u"Starts of each window."_s, u"N"_s, u"10"_s},
                       {u"rate"_s, u"Deliveries a second while it is used."_s, u"N"_s, u"500"_s},
                       {u"seconds"_s, u"How long it is used."_s, u"N"_s, u"30"_s},
                       {u"place"_s, u"Directory for the profile."_s, u"DIR"_s, QDir::currentPath()},
                       {u"json"_s, u"JSON alone, without the table."_s}});
    parser.process(application);
    const bench::ConsolePlan plan{parser.value(u"jobs"_s).toInt(),
                                  parser.value(u"pairs"_s).toInt(),
                                  parser.value(u"rate"_s).toInt(),
                                  parser.value(u"seconds"_s).toInt(),
                                  parser.value(u"place"_s),
                                  parser.isSet(u"json"_s)};
    const bool isWhole = plan.jobs > 0 && plan.pairs > 0 && plan.rate > 0 && plan.seconds > 0;
    return isWhole ? std::optional(plan) : std::nullopt;
}

} // namespace

int main(int argc, char **argv)
{
    // The two other halves of a measurement are this program again: --paint PROFILE, --deliver PROFILE RATE.
    const QByteArray mode = argc > 2 ? QByteArray(argv[1]) : QByteArray();
    if (mode == "--deliver")
        return deliverTraffic(argc, argv, QString::fromLocal8Bit(argv[2]), argc > 3 ? std::atoi(argv[3]) : 1);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    bench::GuiClock application(argc, argv);
    if (mode == "--paint")
        return paintConsole(application, QString::fromLocal8Bit(argv[2]));

    curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::optional<bench::ConsolePlan> plan = planFrom(application);
    if (!plan)
        return 2;
    bench::ConsoleBench measurement(application, *plan);
    QMetaObject::invokeMethod(&measurement, &bench::ConsoleBench::start, Qt::QueuedConnection);
    return QApplication::exec();
}
