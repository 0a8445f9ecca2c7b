// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/interruption.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

namespace tacklebox::tackle {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void show(const Session &session, const Backup &backup)
{
    if (session.output().isJson())
        return session.output().document({{"file", json::text(backup.file)}, {"bytes", backup.bytes}});
    session.output().text(
        Texts::tr(
            "Wrote %1 (%2). To use it, put it into a profile as tacklebox.db while no Tacklebox runs on "
            "that; its secrets open with this profile's master key alone.")
            .arg(backup.file, QLocale().formattedDataSize(backup.bytes)));
}

void backUp(Session &session, const Arguments &arguments)
{
    auto stop = std::make_shared<std::stop_source>();
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [stop] { stop->request_stop(); });
    const QString file = QDir::current().absoluteFilePath(arguments.words().first());
    session.with(session.services().upkeep().backUp(file, stop->get_token()),
                 [&session, stop](const Backup &backup) {
                     show(session, backup);
                     session.finish();
                 });
}

} // namespace

std::vector<Command> backupCommands()
{
    return {{"backup",
             "FILE",
             QT_TRANSLATE_NOOP("Tackle", "copy the profile's database, also while it is used"),
             1,
             1,
             {},
             backUp}};
}

} // namespace tacklebox::tackle
