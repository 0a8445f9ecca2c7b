// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

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

QString mailSentence(const ActivityEntry &entry)
{
    const QString mail = entry.after.value("subject"_L1).toString();
    const QString why = entry.after.value("why"_L1).toString();
    switch (entry.verb) {
    case ActivityVerb::MailSent:
        return Texts::tr("Mailed %1: “%2”.").arg(entry.subject, mail);
    case ActivityVerb::MailDelayed:
        return Texts::tr("Could not yet mail %1 “%2”, and goes on trying: %3").arg(entry.subject, mail, why);
    case ActivityVerb::MailFailed:
        return Texts::tr("Could not mail %1 “%2”: %3").arg(entry.subject, mail, why);
    default:
        return Texts::tr("May have mailed %1 “%2”: the program ended, or the server went away, while it was "
                         "under way. It is not sent again.")
            .arg(entry.subject, mail);
    }
}

} // namespace

QString lookedThrough(qint64 jobs)
{
    return Texts::tr("Only the %1 jobs that were sent last were looked through: there may be more.")
        .arg(QLocale().toString(jobs));
}

QString word(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return Texts::tr("Waiting", "state of a job");
    case JobState::Sending:
        return Texts::tr("Sending", "state of a job");
    case JobState::Delivered:
        return Texts::tr("Delivered", "state of a job");
    case JobState::Retrying:
        return Texts::tr("Retrying", "state of a job");
    case JobState::Failed:
        return Texts::tr("Failed", "state of a job: given up");
    case JobState::Held:
        return Texts::tr("Held", "state of a job: its subscriber is stopped");
    case JobState::Dropped:
        return Texts::tr("Dropped", "state of a job: given up by a person");
    case JobState::Blocked:
        return Texts::tr("Blocked", "state of a job: its address is not allowed");
    case JobState::Unknown:
        break;
    }
    return Texts::tr("Unknown", "state of a job");
}

QString word(SubscriberState state)
{
    switch (state) {
    case SubscriberState::Active:
        return Texts::tr("Active", "state of a subscriber");
    case SubscriberState::Stopped:
        return Texts::tr("Stopped", "state of a subscriber");
    case SubscriberState::TooManyErrors:
        return Texts::tr("Too many errors", "state of a subscriber");
    case SubscriberState::Unknown:
        break;
    }
    return Texts::tr("Not known", "state of a subscriber");
}

QString word(SignatureCheck check)
{
    switch (check) {
    case SignatureCheck::NotChecked:
        return Texts::tr("Not checked", "a signature");
    case SignatureCheck::Valid:
        return Texts::tr("Signature valid");
    case SignatureCheck::Invalid:
        return Texts::tr("Signature wrong");
    case SignatureCheck::Missing:
        return Texts::tr("No signature");
    }
    return {};
}

QString excluded(const Excluded &excluded)
{
    return excluded.found.isEmpty()
        ? Texts::tr("“%1” isn't told: its filter wants %2, and the payload has no such member.")
              .arg(excluded.name, excluded.condition)
        : Texts::tr("“%1” isn't told: its filter wants %2, and the payload has %3.")
              .arg(excluded.name, excluded.condition, excluded.found);
}

QString sentence(const ActivityEntry &entry)
{
    const QString &subject = entry.subject;
    const int amount = int(entry.amount);
    switch (entry.verb) {
    case ActivityVerb::SubscriberCreated:
        return Texts::tr("Created the subscriber “%1”.").arg(subject);
    case ActivityVerb::SubscriberChanged:
        return Texts::tr("Changed the subscriber “%1”: %2.")
            .arg(subject, QStringList(entry.after.keys()).join(", "_L1));
    case ActivityVerb::SubscriberDeleted:
        return Texts::tr("Deleted the subscriber “%1”.").arg(subject);
    case ActivityVerb::JobsReplayed:
        return Texts::tr("Replayed %n job(s).", nullptr, amount);
    case ActivityVerb::JobsDropped:
        return Texts::tr("Dropped %n job(s).", nullptr, amount);
    case ActivityVerb::ReplayPaused:
        return Texts::tr("Paused replay %1 with %n job(s) left.", nullptr, amount).arg(entry.subjectId);
    case ActivityVerb::ReplayResumed:
        return Texts::tr("Went on with replay %1: %n job(s) left.", nullptr, amount).arg(entry.subjectId);
    case ActivityVerb::ReplayCancelled:
        return Texts::tr("Cancelled replay %1: %n job(s) were not sent again.", nullptr, amount)
            .arg(entry.subjectId);
    case ActivityVerb::EventsCancelled:
        return Texts::tr("Cancelled %n event(s).", nullptr, amount);
    case ActivityVerb::SubscriberStopped:
        return Texts::tr("Stopped the subscriber “%1” after %n failure(s) in a row.", nullptr, amount)
            .arg(subject);
    case ActivityVerb::SubscriberWarned:
        return Texts::tr(
                   "The subscriber “%1” has failed %n time(s) in a row and will be stopped.", nullptr, amount)
            .arg(subject);
    case ActivityVerb::SubscriberStarted:
        return Texts::tr("Started the subscriber “%1” again: a test of it passed.").arg(subject);
    case ActivityVerb::MailSent:
    case ActivityVerb::MailDelayed:
    case ActivityVerb::MailFailed:
    case ActivityVerb::MailUnsure:
        return mailSentence(entry);
    case ActivityVerb::EventsPublished:
        return Texts::tr("Published %n event(s) by hand.", nullptr, amount);
    case ActivityVerb::SettingChanged:
        return Texts::tr("Changed the setting “%1”.").arg(subject);
    case ActivityVerb::ViewSaved:
        return Texts::tr("Saved the view “%1”.").arg(subject);
    case ActivityVerb::ViewRemoved:
        return Texts::tr("Removed the view “%1”.").arg(subject);
    case ActivityVerb::Undone:
        return Texts::tr("Undid: %1").arg(subject);
    }
    return {};
}

} // namespace tacklebox::wording
