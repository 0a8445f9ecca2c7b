// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "bench/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace tacklebox::bench {

std::optional<Options> optionsFrom(const QString &description, const std::vector<NumberOption> &numbers)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addOption(
        {u"place"_s, u"Directory for the profiles; on a real disk."_s, u"DIR"_s, QDir::currentPath()});
    parser.addOption({u"json"_s, u"JSON alone, without the table."_s});
    for (const NumberOption &number : numbers)
        parser.addOption({number.name, number.text, u"N"_s, QString::number(number.initial)});
    parser.process(*QCoreApplication::instance());

    Options options;
    options.place = parser.value(u"place"_s);
    options.jsonOnly = parser.isSet(u"json"_s);
    for (const NumberOption &number : numbers) {
        const int value = parser.value(number.name).toInt();
        if (value < 1) {
            giveUp(u"--%1 takes a number of at least 1"_s.arg(number.name));
            return std::nullopt;
        }
        options.numbers.insert(number.name, value);
    }
    return options;
}

void print(const Options &options, const QString &table, const QJsonObject &figures)
{
    if (!options.jsonOnly)
        std::puts(qPrintable(table));
    std::fputs(QJsonDocument(figures).toJson().constData(), stdout);
    std::fflush(stdout);
}

int giveUp(const QString &why)
{
    std::fprintf(stderr, "%s: %s\n", qPrintable(QCoreApplication::applicationName()), qPrintable(why));
    return 1;
}

} // namespace tacklebox::bench
