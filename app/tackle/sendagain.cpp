// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/sendagain.h"

#include "app/tackle/interruption.h"
#include "app/tackle/jobanswers.h"
#include "backend/replaysending.h"

#include <QCoreApplication>

namespace tacklebox::tackle {

namespace {

// An API may allow 50 calls a minute: a line in 12 seconds then.
constexpr int kJobsALine = 10;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

void tellEnd(Session &session, const QList<JobAnswer> &answers)
{
    const auto error = tellAnswers(session, answers);
    const int done = int(doneIn(answers));
    if (!session.output().isJson() && (done > 0 || !error))
        session.output().text(Texts::tr("The server sends %n job(s) again.", nullptr, done));
    session.finish(error ? exitCodeOf(error->kind) : 0);
}

} // namespace

void sendAgain(Session &session, const QList<JobId> &jobs)
{
    auto *sending = new ReplaySending(session.backend(), jobs, &session);
    auto *interruption = new Interruption(sending);
    QObject::connect(interruption, &Interruption::requested, sending, [&session, sending] {
        session.output().note(Texts::tr("Stopping, after the job that is being sent now."));
        sending->stop();
    });
    QObject::connect(sending, &ReplaySending::progressed, &session, [&session](int answered, int all) {
        if (answered < all && answered % kJobsALine == 0)
            session.output().note(Texts::tr("%1 of %2 jobs so far.").arg(answered).arg(all));
    });
    QObject::connect(sending, &ReplaySending::ended, &session, [&session](const QList<JobAnswer> &answers) {
        tellEnd(session, answers);
    });
    QObject::connect(
        sending, &ReplaySending::failed, &session, [&session](const Error &error) { session.finish(error); });
    sending->start();
}

} // namespace tacklebox::tackle
