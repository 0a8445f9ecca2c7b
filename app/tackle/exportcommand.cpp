// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/paging.h"

#include "backend/everysubscriber.h"
#include "backend/exportable.h"
#include "backend/subscribertransfer.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QFileInfo>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// A device and a pipe hold nothing that could be lost.
bool isRegularFile(const QString &name)
{
    return QFileInfo(name).isFile();
}

void showWritten(Session &session, const QString &name, qsizetype count, qsizetype leftOut)
{
    if (session.output().isJson())
        session.output().document(
            {{"file", json::text(name)}, {"subscribers", count}, {"left_out", leftOut}});
    else
        session.output().text(
            Texts::tr("Wrote %n subscriber(s) to %1, without secrets and credentials.", nullptr, int(count))
                .arg(name));
    session.finish();
}

void exportTo(Session &session, const QString &name, const QList<Subscriber> &all)
{
    const std::vector<Field> fields = session.backend().info().subscriberFields;
    const auto [subscribers, leftOut] = exportableOf(all, fields);
    if (leftOut > 0)
        session.output().note(
            Texts::tr("%n subscriber(s) left out: their fields are unknown here.", nullptr, int(leftOut)));
    if (name == "-"_L1) {
        session.output().text(QString::fromUtf8(subscriberFile(subscribers, fields)).trimmed());
        return session.finish();
    }
    session.with(writeSubscribersTo(name, subscribers, fields, &session),
                 [&session, name, count = subscribers.size(), leftOut = leftOut](Done) {
                     showWritten(session, name, count, leftOut);
                 });
}

void exportSubscribers(Session &session, const Arguments &arguments)
{
    const QString name = arguments.words().first();
    if (name != "-"_L1 && !arguments.has("force"_L1) && isRegularFile(name)) {
        session.finish(Error{ErrorKind::Conflict, Reason::FileExists, {}, name, {}, {}, 0});
        return session.output().note(Texts::tr("Or give --force to write over it."));
    }
    session.with(everySubscriber(session.backend()), [&session, name](const AllSubscribers &all) {
        tellAge(session.output(), all.asOf);
        exportTo(session, name, all.rows);
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
             {{"force",
               Takes::Nothing,
               nullptr,
               QT_TRANSLATE_NOOP("Tackle", "write over a file that is there already")}},
             exportSubscribers}};
}

} // namespace tacklebox::tackle
