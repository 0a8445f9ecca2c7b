// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/program.h"

#include "app/language.h"
#include "app/tackle/commandline.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace tacklebox::tackle {

namespace {

void start(Session &session, const CommandLine &line)
{
    if (!line.wish)
        return session.finish(line.wish.error());
    if (const auto *help = std::get_if<Help>(&*line.wish)) {
        session.output().text(help->text.trimmed());
        return session.finish();
    }
    const Call &call = std::get<Call>(*line.wish);
    session.setCommand(QLatin1StringView(call.command->name));
    if (call.command->needs != Needs::Nothing) {
        const auto role
            = call.command->needs == Needs::Delivering ? app::Role::Deliverer : app::Role::Command;
        if (const auto opened = session.open(role); !opened)
            return session.finish(opened.error());
    }
    call.command->run(session, call.arguments);
}

// One that is closed would be the first file opened, and take what is meant for people.
void keepStandardStreams()
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (::fcntl(stream, F_GETFD) < 0)
            (void)::open("/dev/null", O_RDONLY);
    }
}

} // namespace

int runProgram(int argc, char *argv[], const dialects::Registry &registry)
{
    keepStandardStreams();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tackle"));
    app::installLanguage(application);

    const CommandLine line = readCommandLine(QCoreApplication::arguments().sliced(1));
    Session session(line.globals, registry);
    // From inside the event loop, for only then can it be ended.
    QMetaObject::invokeMethod(
        &session, [&] { start(session, line); }, Qt::QueuedConnection);
    const int exitCode = QCoreApplication::exec();
    if (std::ferror(stdout) == 0)
        return exitCode;
    session.output().note(Session::tr("Standard output could not be written: something is missing there."));
    return std::max(exitCode, 1);
}

} // namespace tacklebox::tackle
