// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/help.h"

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

QString translated(const char *text)
{
    return QCoreApplication::translate("Tackle", text);
}

QString call(const Command &command)
{
    const QString words = QString::fromUtf8(command.words);
    return words.isEmpty() ? QString::fromUtf8(command.name) : QString::fromUtf8(command.name) + u' ' + words;
}

// "  left      text", the text below where the left side is long.
QString entry(const QString &left, QString text)
{
    constexpr int kColumn = 30;
    const QString nextLine = u'\n' + QString(kColumn + 2, u' ');
    text.replace(u'\n', nextLine);
    if (left.size() > kColumn - 2)
        return u"  "_s + left + nextLine + text + u'\n';
    return u"  "_s + left.leftJustified(kColumn) + text + u'\n';
}

QString globalOptions()
{
    return Texts::tr("Options of every command:") + u'\n'
        + entry(u"--profile DIR"_s, Texts::tr("the profile's directory, instead of the one of your account"))
        + entry(u"--connection NAME"_s, Texts::tr("the connection to work on; “local” unless given"))
        + entry(u"--yes"_s,
                Texts::tr("write on a locked connection, which --connection has to name;\n"
                          "change what is asked about first, such as version"))
        + entry(u"--json"_s, Texts::tr("one JSON document, or one object a line for a stream"))
        + entry(u"--version"_s, Texts::tr("which version this is"))
        + entry(u"--help"_s, Texts::tr("this text; behind a command, that command's"));
}

QString list(const std::vector<const Command *> &some)
{
    QString text;
    for (const Command *command : some)
        text += entry(call(*command), translated(command->text));
    return text;
}

} // namespace

QString versionText()
{
    return u"tackle "_s + QLatin1StringView(TACKLEBOX_VERSION);
}

QString helpForAll()
{
    std::vector<const Command *> all;
    for (const Command &command : commands())
        all.push_back(&command);
    return Texts::tr("tackle: the webhooks of this profile, from the command line") + u"\n\n"_s
        + u"tackle [--profile DIR] [--connection NAME] [--json] COMMAND …\n\n"_s + list(all) + u'\n'
        + globalOptions() + u'\n'
        + Texts::tr("Exit codes: 0 done, 1 failed, 2 usage, 3 not authorised, 4 not found, 5 conflict, "
                    "6 invalid value, 7 unreachable, 8 not possible here.")
        + u'\n';
}

QString helpFor(const QString &family)
{
    std::vector<const Command *> some;
    for (const Command &command : commands()) {
        if (QLatin1StringView(command.name).startsWith(family + u' '))
            some.push_back(&command);
    }
    return u"tackle %1 COMMAND …\n\n"_s.arg(family) + list(some) + u'\n'
        + Texts::tr("“tackle %1 COMMAND --help” shows a command's options.").arg(family) + u'\n';
}

QString helpFor(const Command &command)
{
    QString text = u"tackle %1%2\n\n%3\n\n"_s.arg(
        call(command), command.options.empty() ? QString() : u" …"_s, translated(command.text));
    for (const Option &option : command.options) {
        QString left = u"--"_s + QLatin1StringView(option.name);
        if (option.takes != Takes::Nothing)
            left += u' ' + QLatin1StringView(option.value);
        if (option.takes == Takes::Values)
            left += u" …"_s;
        text += entry(left, translated(option.text));
    }
    return text + (command.options.empty() ? QString() : u"\n"_s) + globalOptions();
}

} // namespace tacklebox::tackle
