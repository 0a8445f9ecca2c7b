// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/paging.h"

#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

Json toJson(const ActivityEntry &entry)
{
    return {
        {"id", json::text(entry.id.value)},
        {"at", json::instant(entry.at)},
        {"verb", json::text(toText(entry.verb))},
        {"connection", json::text(entry.connection)},
        {"subject", json::text(entry.subject)},
        {"subject_id", json::text(entry.subjectId)},
        {"amount", entry.amount},
        {"before", json::value(entry.before)},
        {"after", json::value(entry.after)},
        {"can_undo", entry.canUndo},
    };
}

void listActivity(Session &session, const Arguments &arguments)
{
    const auto page = pageFrom(arguments);
    if (!page)
        return session.finish(page.error());
    session.with(session.services().activity().entries(*page, {}),
                 [&session](const Page<ActivityEntry> &found) {
                     if (session.output().isJson()) {
                         Json rows = Json::array();
                         for (const ActivityEntry &entry : found.rows)
                             rows.push_back(toJson(entry));
                         session.output().document(json::list(std::move(rows), json::factsOf(found)));
                         return session.finish();
                     }
                     Table table{{u"ID"_s, u"AT"_s, u"WHAT"_s}, {}};
                     for (const ActivityEntry &entry : found.rows)
                         table.rows += {entry.id.value, shown(entry.at), wording::sentence(entry)};
                     showTable(session.output(), table, json::factsOf(found));
                     session.finish();
                 });
}

void undo(Session &session, const Arguments &arguments)
{
    const ActivityId id{arguments.words().first()};
    session.with(session.services().activity().undo(id), [&session, id](Done) {
        if (session.output().isJson())
            session.output().document({{"id", json::text(id.value)}, {"undone", true}});
        else
            session.output().text(Texts::tr("Undone."));
        session.finish();
    });
}

} // namespace

std::vector<Command> activityCommands()
{
    return {
        {"activity list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "what people changed in this profile"),
         0,
         0,
         withPageOptions({}),
         listActivity},
        {"activity undo", "ID", QT_TRANSLATE_NOOP("Tackle", "take one change back"), 1, 1, {}, undo},
    };
}

} // namespace tacklebox::tackle
