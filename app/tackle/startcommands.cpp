// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/startcommands.h"

#include "app/tackle/savesubscriber.h"

#include <QCoreApplication>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void start(Session &session, const Arguments &arguments, const Subscriber &found)
{
    SubscriberDraft draft;
    draft.changes = session.backend().info().toStart;
    saveChanged(session, arguments, found, draft);
}

// What stopped it is told first: it may be so still. Where nobody knows, it is started all the same.
void restart(Session &session, const Arguments &arguments, const Subscriber &found)
{
    session.backend()
        .usage(found.id, {})
        .then(&session, [&session, arguments, found](const Result<SubscriberUsage> &usage) {
            if (!usage)
                session.explain(usage.error());
            else if (!usage->lastError.isEmpty())
                session.output().note(Texts::tr("Its last error: %1").arg(usage->lastError));
            session.output().note(
                Texts::tr("The server stopped it after too many errors: this restarts it."));
            start(session, arguments, found);
        });
}

void startOrRestart(Session &session, const Arguments &arguments, const Subscriber &found)
{
    const bool wasStoppedThere = found.state == SubscriberState::TooManyErrors
        && session.backend().info().verbs.testFlag(Verb::Usage);
    return wasStoppedThere ? restart(session, arguments, found) : start(session, arguments, found);
}

void enableSubscriber(Session &session, const Arguments &arguments)
{
    session.with(
        session.backend().subscriber({arguments.words().first()}, {}),
        [&session, arguments](const Subscriber &found) {
            if (!arguments.has("drop-held"_L1))
                return startOrRestart(session, arguments, found);
            // While it is stopped nothing of it is sent: what it holds goes first.
            JobQuery held;
            held.subscribers = {found.id};
            held.states = {JobState::Held};
            session.with(session.backend().dropFound(held), [&session, arguments, found](qint64 dropped) {
                session.output().note(Texts::tr("%n held job(s) given up.", nullptr, int(dropped)));
                startOrRestart(session, arguments, found);
            });
        });
}

void disableSubscriber(Session &session, const Arguments &arguments)
{
    session.with(session.backend().subscriber({arguments.words().first()}, {}),
                 [&session, arguments](const Subscriber &found) {
                     SubscriberDraft draft;
                     draft.changes = session.backend().info().toStop;
                     saveChanged(session, arguments, found, draft);
                 });
}

} // namespace

Command enableCommand()
{
    return {"subscribers enable",
            "ID",
            QT_TRANSLATE_NOOP("Tackle", "start one: its held jobs are sent, or given up"),
            1,
            1,
            {{"drop-held",
              Takes::Nothing,
              nullptr,
              QT_TRANSLATE_NOOP("Tackle", "give its held jobs up instead of sending them")}},
            enableSubscriber};
}

Command disableCommand()
{
    return {"subscribers disable",
            "ID",
            QT_TRANSLATE_NOOP("Tackle", "stop one: its jobs are held"),
            1,
            1,
            {},
            disableSubscriber};
}

} // namespace tacklebox::tackle
