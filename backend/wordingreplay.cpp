// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wordingreplay.h"

#include "backend/wording.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Wording)
};

QString figure(qint64 number)
{
    return QLocale().toString(number);
}

QList<JobAnswer> thoseOf(QList<JobAnswer> answers, JobFailure failure)
{
    answers.removeIf([failure](const JobAnswer &one) { return !one.error || one.failure != failure; });
    return answers;
}

} // namespace

QString word(ReplayState state)
{
    switch (state) {
    case ReplayState::Preparing:
        return Texts::tr("Preparing", "state of a replay");
    case ReplayState::Running:
        return Texts::tr("Running", "state of a replay");
    case ReplayState::Paused:
        return Texts::tr("Paused", "state of a replay");
    case ReplayState::Finished:
        return Texts::tr("Finished", "state of a replay");
    case ReplayState::Cancelled:
        return Texts::tr("Cancelled", "state of a replay");
    }
    return {};
}

QString rate(double perSecond)
{
    const bool isSlow = perSecond < 1;
    const QString number = QLocale().toString(isSlow ? perSecond * 60 : perSecond, 'g', 6);
    return isSlow ? Texts::tr("%1 a minute", "a rate").arg(number)
                  : Texts::tr("%1 a second", "a rate").arg(number);
}

QString summary(const ReplayPlan &plan)
{
    if (plan.jobs == 0)
        return Texts::tr("No job is found: nothing would be sent again.");
    if (plan.subscribers == 0) {
        //: %1 is "12 jobs"
        return Texts::tr("%1 would be sent again.").arg(Texts::tr("%n job(s)", nullptr, int(plan.jobs)));
    }
    QStringList names;
    for (const QString &name : plan.names)
        names += u"“%1”"_s.arg(name);
    if (plan.subscribers > plan.names.size())
        names += Texts::tr("%n more", "subscribers", int(plan.subscribers - plan.names.size()));
    //: %1 is "12 jobs", %2 is "3 subscribers", %3 their names
    return Texts::tr("%1 of %2 would be sent again: %3.")
        .arg(Texts::tr("%n job(s)", nullptr, int(plan.jobs)),
             Texts::tr("%n subscriber(s)", nullptr, int(plan.subscribers)),
             names.join(u", "_s));
}

QStringList cautions(const ReplayPlan &plan, const ReplayManner &manner)
{
    QStringList all;
    const auto add = [&all](qint64 count, const QString &text) {
        if (count > 0)
            all += text;
    };
    if (manner.url.isEmpty()) {
        add(plan.delivered,
            Texts::tr("%n of them were delivered already: their receivers get them twice.",
                      nullptr,
                      int(plan.delivered)));
        add(plan.uncertain,
            Texts::tr(
                "%n may have arrived: no whole answer came the last time.", nullptr, int(plan.uncertain)));
        add(plan.stopped,
            Texts::tr("%n belong to a stopped subscriber and are held until it is started.",
                      nullptr,
                      int(plan.stopped)));
    }
    add(plan.sending, Texts::tr("%n are being sent at this moment.", nullptr, int(plan.sending)));
    add(plan.gone, Texts::tr("%n belong to a deleted subscriber and are left out.", nullptr, int(plan.gone)));
    add(plan.repeated, Texts::tr("%n were named twice; each job is sent once.", nullptr, int(plan.repeated)));
    return all;
}

QString progress(const Replay &replay)
{
    QString text = Texts::tr("%1 of %2 sent again", "jobs").arg(figure(replay.sent), figure(replay.jobs));
    if (replay.skipped > 0)
        text += u", "_s + Texts::tr("%n left out", "jobs", int(replay.skipped));
    if (replay.manner.isDiverted() && replay.sent > 0)
        text += u", "_s + Texts::tr("%1 accepted", "jobs").arg(figure(replay.accepted));
    if (replay.manner.perSecond)
        text += u", "_s + rate(*replay.manner.perSecond);
    if (!replay.manner.url.isEmpty())
        text += u", "_s + Texts::tr("to %1", "a URL").arg(replay.manner.url);
    return text;
}

QString sentence(const JobAnswer &answer)
{
    if (!answer.error)
        return {};
    switch (answer.failure) {
    case JobFailure::Refused:
        break;
    case JobFailure::Uncertain:
        return Texts::tr("Nobody knows whether it was sent again. %1", "why").arg(sentence(*answer.error));
    case JobFailure::NotTried:
        return answer.error->kind == ErrorKind::Cancelled
            ? Texts::tr("It was not sent: that was stopped before.")
            : Texts::tr("It was not sent: what went wrong before it concerns all.");
    }
    return sentence(*answer.error);
}

QString advice(const JobAnswer &answer)
{
    return answer.error && answer.failure == JobFailure::Uncertain
        ? Texts::tr("Look whether it arrived before you send it once more: its receiver may get it twice.")
        : QString();
}

QString outcome(const QList<JobAnswer> &answers)
{
    const QList<JobAnswer> failed = thoseOf(answers, JobFailure::Refused);
    const auto unknown = thoseOf(answers, JobFailure::Uncertain);
    const auto left = thoseOf(answers, JobFailure::NotTried);
    QStringList sentences;
    if (!failed.isEmpty()) {
        sentences << Texts::tr("%1 of %2 failed. The first: %3", "how many, of how many, why")
                         .arg(figure(failed.size()),
                              figure(answers.size()),
                              sentence(*failed.constFirst().error));
    } else {
        const auto done = answers.size() - unknown.size() - left.size();
        sentences << Texts::tr("%1 of %2 are sent again.", "jobs").arg(figure(done), figure(answers.size()));
    }
    if (!unknown.isEmpty())
        sentences << Texts::tr("Nobody knows of %n whether they were sent again. The first: %1",
                               "jobs; why",
                               int(unknown.size()))
                         .arg(sentence(*unknown.constFirst().error));
    if (!left.isEmpty())
        sentences << Texts::tr("%n were not sent.", "jobs", int(left.size()));
    // Else one that failed has said why.
    if (!left.isEmpty() && failed.isEmpty() && left.constFirst().error->kind != ErrorKind::Cancelled)
        sentences << sentence(*left.constFirst().error);
    return sentences.join(u' ');
}

} // namespace tacklebox::wording
