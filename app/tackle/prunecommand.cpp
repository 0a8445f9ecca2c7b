// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/interruption.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QLocale>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

Json toJson(const Pruned &pruned, bool isDryRun)
{
    return {
        {"dry_run", isDryRun},
        {"jobs",
         {{"delivered", pruned.delivered},
          {"failed", pruned.failed},
          {"dropped", pruned.dropped},
          {"remote", pruned.remote}}},
        {"events", pruned.events},
        {"subscribers", pruned.subscribers},
        {"activities", pruned.activities},
        {"mails", pruned.mails},
        {"replays", pruned.replays},
        {"bytes", isDryRun ? Json() : Json(pruned.bytes)},
    };
}

QString retention(Session &session, const QString &key)
{
    const QString age = session.services().settings().value(key).toString();
    return age.isEmpty() ? Texts::tr("for ever", "how long something is kept") : age;
}

void showTable(Session &session, const Pruned &pruned)
{
    const QLocale locale;
    const auto row = [&](const QString &what, qint64 count, const QString &kept) {
        return QStringList{what, locale.toString(count), kept};
    };
    const QString delivered = retention(session, u"retention_delivered"_s);
    const QString failed = retention(session, u"retention_failed"_s);
    const QString year = Texts::tr("a year", "how long something is kept");
    session.output().table(
        {{u"WHAT"_s, u"COUNT"_s, u"KEPT"_s},
         {row(Texts::tr("delivered jobs"), pruned.delivered, delivered),
          row(Texts::tr("failed jobs"), pruned.failed, failed),
          row(Texts::tr("dropped jobs"), pruned.dropped, failed),
          row(Texts::tr("jobs of accounts"), pruned.remote, retention(session, u"retention_remote"_s)),
          row(Texts::tr("events without jobs"), pruned.events, delivered),
          row(Texts::tr("deleted subscribers"), pruned.subscribers, failed),
          row(Texts::tr("runs of replays"), pruned.replays, failed),
          row(Texts::tr("activities"), pruned.activities, year),
          row(Texts::tr("e-mails"), pruned.mails, year)}});
}

void show(Session &session, const Pruned &pruned, bool isDryRun)
{
    if (session.output().isJson()) {
        session.output().document(toJson(pruned, isDryRun));
        return session.finish();
    }
    showTable(session, pruned);
    if (isDryRun)
        session.output().text(Texts::tr("Nothing was taken away: this is what “tackle prune” would take."));
    else
        session.output().text(
            Texts::tr("Gave %1 back to the disk.").arg(QLocale().formattedDataSize(pruned.bytes)));
    session.finish();
}

void prune(Session &session, const Arguments &arguments)
{
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [&session] { session.finish(1); });
    Upkeep &upkeep = session.services().upkeep();
    if (arguments.has("dry-run"_L1)) {
        return session.with(upkeep.prunable({}),
                            [&session](const Pruned &pruned) { show(session, pruned, true); });
    }
    QObject::connect(&upkeep, &Upkeep::pruned, &session, [&session](const Pruned &soFar) {
        session.output().note(Texts::tr("%n job(s) are gone so far.", nullptr, int(soFar.jobs())));
    });
    session.with(upkeep.prune(), [&session](const Pruned &pruned) { show(session, pruned, false); });
}

} // namespace

std::vector<Command> pruneCommands()
{
    return {{"prune",
             "",
             QT_TRANSLATE_NOOP("Tackle",
                               "take away what is older than retention_delivered, retention_failed and "
                               "retention_remote"),
             0,
             0,
             {{"dry-run", Takes::Nothing, nullptr, QT_TRANSLATE_NOOP("Tackle", "only count it")}},
             prune}};
}

} // namespace tacklebox::tackle
