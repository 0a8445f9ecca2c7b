// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/interruption.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void tellState(Session &session)
{
    const bool isDelivering = session.services().isDelivering();
    if (session.output().isJson())
        session.output().line({{"delivering", isDelivering}});
    else if (isDelivering)
        session.output().text(Texts::tr("Delivering; end with Ctrl+C."));
    else
        session.output().text(Texts::tr("Another process delivers on this profile; this one stands by."));
}

// With nothing to sign and seal with, jobs wait for ever: waiting for the queue to empty is then an error.
void serve(Session &session, const Arguments &arguments)
{
    auto *interruption = new Interruption(&session);
    QObject::connect(interruption, &Interruption::requested, &session, [&session] { session.finish(); });

    const bool untilIdle = arguments.has("until-idle"_L1);
    session.with(session.backend().statistics({}), [&session, untilIdle](const Statistics &statistics) {
        const Error locked{ErrorKind::NotAuthorised, Reason::MasterKeyMissing, {}, {}, {}, {}, 0};
        if (statistics.isLocked && untilIdle)
            return session.finish(locked);
        if (statistics.isLocked)
            session.explain(locked);
        tellState(session);
        if (untilIdle)
            session.with(session.services().untilIdle(), [&session](Done) { session.finish(); });
    });
}

} // namespace

std::vector<Command> serveCommands()
{
    return {{"serve",
             "",
             QT_TRANSLATE_NOOP("Tackle", "deliver what is queued, until Ctrl+C"),
             0,
             0,
             {{"until-idle",
               Takes::Nothing,
               nullptr,
               QT_TRANSLATE_NOOP("Tackle", "end when nothing is waiting, sending or retrying")}},
             serve,
             Needs::Delivering}};
}

} // namespace tacklebox::tackle
