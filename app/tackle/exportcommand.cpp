// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"

#include "backend/everysubscriber.h"
#include "core/subscriberfile.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QSaveFile>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// In the place of an older one: it is made to be compared and kept, and this one is newer.
Result<Done> write(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.write(bytes);
        if (file.commit())
            return Done{};
    }
    return fail({ErrorKind::Failed, Reason::FileNotWritten, {}, name, file.errorString(), {}, 0});
}

void exportTo(Session &session, const QString &name, const QList<Subscriber> &subscribers)
{
    const QByteArray bytes = subscriberFile(subscribers, session.backend().info().subscriberFields);
    if (name == "-"_L1) {
        session.output().text(QString::fromUtf8(bytes).trimmed());
        return session.finish();
    }
    if (const auto written = write(name, bytes); !written)
        return session.finish(written.error());
    if (session.output().isJson())
        session.output().document({{"file", json::text(name)}, {"subscribers", subscribers.size()}});
    else
        session.output().text(Texts::tr("Wrote %n subscriber(s) to %1, without secrets and credentials.",
                                        nullptr,
                                        int(subscribers.size()))
                                  .arg(name));
    session.finish();
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
