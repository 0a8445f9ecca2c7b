// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/addcommand.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void addSubscriber(Session &session, const Arguments &arguments)
{
    const SubscriberId id{arguments.words().first().trimmed()};
    if (id.isEmpty())
        return session.finish(invalid(Reason::Required, u"id"_s));
    session.with(session.backend().add(id, arguments.value("name"_L1)), [&session](const Subscriber &added) {
        if (session.output().isJson())
            session.output().document(json::subscriber(added));
        else
            session.output().members(json::subscriber(added));
        if (added.fields.isEmpty())
            session.output().note(Texts::tr("The server can't show it: its fields are unknown, and are left "
                                            "as they are until you set them."));
        session.finish();
    });
}

} // namespace

Command addCommand()
{
    return {
        "subscribers add",
        "ID",
        QT_TRANSLATE_NOOP("Tackle", "take in one that is at the server already, where no list tells of it"),
        1,
        1,
        {{"name",
          Takes::Value,
          "TEXT",
          QT_TRANSLATE_NOOP("Tackle", "what to call it here while the server can't show it")}},
        addSubscriber};
}

} // namespace tacklebox::tackle
