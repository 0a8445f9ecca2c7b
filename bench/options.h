// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What a measurement is told on its command line, and how it tells what it found.
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace tacklebox::bench {

struct NumberOption
{
    QString name;
    QString text;
    int initial = 0;
};

struct Options
{
    QHash<QString, int> numbers;
    QString place; // where profiles are made: on a real disk
    bool jsonOnly = false;

    [[nodiscard]] int operator[](const QString &name) const { return numbers.value(name); }
};

// None, with the reason on stderr, where a number is none or below 1.
[[nodiscard]] std::optional<Options> optionsFrom(const QString &description,
                                                 const std::vector<NumberOption> &numbers);

// The table first, unless JSON alone was asked for.
void print(const Options &options, const QString &table, const QJsonObject &figures);

// The reason on stderr; answers the exit code.
int giveUp(const QString &why);

} // namespace tacklebox::bench
