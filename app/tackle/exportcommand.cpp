// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"

#include "backend/everysubscriber.h"
#include "backend/subscribertransfer.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void showWritten(Session &session, const QString &name, qsizetype count)
{
    if (session.output().isJson())
        session.output().document({{"file", json::text(name)}, {"subscribers", count}});
    else
        session.output().text(
            Texts::tr("Wrote %n subscriber(s) to %1, without secrets and credentials.", nullptr, int(count))
                .arg(name));
    session.finish();
}

void exportTo(Session &session, const QString &name, const QList<Subscriber> &subscribers)
{
    const std::vector<Field> fields = session.backend().info().subscriberFields;
    if (name == "-"_L1) {
        session.output().text(QString::fromUtf8(subscriberFile(subscribers, fields)).trimmed());
        return session.finish();
    }
    session.with(writeSubscribersTo(name, subscribers, fields, &session),
                 [&session, name, count = subscribers.size()](Done) { showWritten(session, name, count); });
}

void exportSubscribers(Session &session, const Arguments &arguments)
{
    session.with(everySubscriber(session.backend()),
                 [&session, name = arguments.words().first()](const QList<Subscriber> &subscribers) {
                     exportTo(session, name, subscribers);
                 });
}

} // namespace

std::vector<Command> exportCommands()
{
    return {{"export",
             "FILE",
             QT_TRANSLATE_NOOP("Tackle", "write all subscribers to a file, or - for standard output"),
             1,
             1,
             {},
             exportSubscribers}};
}

} // namespace tacklebox::tackle
