// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/commandline.h"

#include "app/tackle/help.h"

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

struct Split
{
    Globals globals;
    bool wantsHelp = false;
    bool wantsVersion = false;
    QStringList rest; // the command's name and its own words
    std::optional<Error> error;
};

// Takes what every command understands out of the line, wherever it stands before a "--".
Split splitGlobals(const QStringList &words)
{
    Split split;
    for (qsizetype at = 0; at < words.size(); ++at) {
        const QString &word = words[at];
        if (word == "--"_L1) {
            split.rest += words.sliced(at);
            break;
        }
        const QString name = word.section(u'=', 0, 0);
        if (word == "--json"_L1) {
            split.globals.form = Form::Json;
        } else if (word == "--yes"_L1) {
            split.globals.isSure = true;
        } else if (word == "--help"_L1 || word == "-h"_L1) {
            split.wantsHelp = true;
        } else if (word == "--version"_L1 && split.rest.isEmpty()) {
            split.wantsVersion = true;
        } else if (name == "--profile"_L1 || name == "--connection"_L1) {
            const QString value = word.contains(u'=') ? word.section(u'=', 1) : words.value(++at);
            if (value.isEmpty())
                split.error = usage(Texts::tr("%1 needs a value.").arg(name));
            (name == "--profile"_L1 ? split.globals.profile : split.globals.connection) = value;
            split.globals.isNamed = split.globals.isNamed || name == "--connection"_L1;
        } else {
            split.rest += word;
        }
    }
    return split;
}

const Command *commandNamed(const QString &name)
{
    const auto found = std::ranges::find_if(
        commands(), [&](const Command &command) { return name == QLatin1StringView(command.name); });
    return found == commands().end() ? nullptr : &*found;
}

bool isFamily(const QString &word)
{
    return std::ranges::any_of(commands(), [&](const Command &command) {
        return QLatin1StringView(command.name).startsWith(word + u' ');
    });
}

Result<std::variant<Help, Call>> callOf(const Command &command, const QStringList &words)
{
    auto arguments = Arguments::parse(words, command.options);
    if (!arguments)
        return fail(arguments.error());
    const qsizetype count = arguments->words().size();
    const QString form
        = u"tackle "_s + QLatin1StringView(command.name) + u' ' + QString::fromUtf8(command.words);
    if (count < command.least)
        return fail(usage(Texts::tr("Something is missing: %1").arg(form)));
    if (count > command.most)
        return fail(usage(Texts::tr("“%1” is one word too many: %2")
                              .arg(arguments->words().at(command.most), form.trimmed())));
    return Call{&command, *std::move(arguments)};
}

Result<std::variant<Help, Call>> wishOf(const Split &split)
{
    const QStringList &rest = split.rest;
    if (rest.value(0) == "help"_L1) { // as many programs have it
        Split asked = split;
        asked.wantsHelp = true;
        asked.rest.removeFirst();
        return wishOf(asked);
    }
    if (rest.isEmpty()) {
        if (split.wantsHelp)
            return Help{helpForAll()};
        return fail(usage(Texts::tr("Which command? “tackle --help” shows them all.")));
    }
    if (rest.size() > 1) {
        if (const Command *command = commandNamed(rest[0] + u' ' + rest[1])) {
            if (split.wantsHelp)
                return Help{helpFor(*command)};
            return callOf(*command, rest.sliced(2));
        }
    }
    if (const Command *command = commandNamed(rest[0])) {
        if (split.wantsHelp)
            return Help{helpFor(*command)};
        return callOf(*command, rest.sliced(1));
    }
    if (!isFamily(rest[0]))
        return fail(
            usage(Texts::tr("There is no command “%1”; “tackle --help” shows them all.").arg(rest[0])));
    if (split.wantsHelp)
        return Help{helpFor(rest[0])};
    if (rest.size() == 1)
        return fail(usage(Texts::tr("What about %1? “tackle %1 --help” shows the commands.").arg(rest[0])));
    return fail(usage(
        Texts::tr("There is no command “%1 %2”; “tackle %1 --help” shows them.").arg(rest[0], rest[1])));
}

} // namespace

const std::vector<Command> &commands()
{
    static const std::vector<Command> all = [] {
        std::vector<Command> table;
        for (auto family :
             {connectionCommands, subscriberCommands, rotateCommands,   jobCommands,    replayCommands,
              publishCommands,    eventCommands,      testCommands,     inboxCommands,  serveCommands,
              settingCommands,    mailCommands,       activityCommands, verifyCommands, exportCommands,
              importCommands,     pruneCommands,      backupCommands,   viewCommands,   doctorCommands}) {
            for (Command &command : family())
                table.push_back(std::move(command));
        }
        return table;
    }();
    return all;
}

CommandLine readCommandLine(const QStringList &words)
{
    const Split split = splitGlobals(words);
    if (split.error)
        return {split.globals, fail(*split.error)};
    if (split.wantsVersion)
        return {split.globals, Help{versionText()}};
    return {split.globals, wishOf(split)};
}

} // namespace tacklebox::tackle
