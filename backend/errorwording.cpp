// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Wording)
};

QString thingSentence(const Error &error)
{
    switch (error.reason) {
    case Reason::NoSuchSubscriber:
        return Texts::tr("There is no subscriber %1.").arg(error.subject);
    case Reason::NoSuchJob:
        return Texts::tr("There is no job %1.").arg(error.subject);
    case Reason::NoSuchEvent:
        return Texts::tr("There is no event %1.").arg(error.subject);
    case Reason::NoSuchConnection:
        if (error.subject == "local"_L1)
            return Texts::tr("“local” is the engine in this program and no account: it can't be changed or "
                             "removed so.");
        return Texts::tr("There is no connection named “%1”.").arg(error.subject);
    case Reason::NoSuchSetting:
        return Texts::tr("There is no setting “%1”.").arg(error.subject);
    case Reason::NoSuchCapture:
        return Texts::tr("There is no capture %1.").arg(error.subject);
    case Reason::NoSuchActivity:
        return Texts::tr("There is no activity %1.").arg(error.subject);
    case Reason::NoSuchView:
        return Texts::tr("There is no view “%1”.").arg(error.subject);
    case Reason::NoSuchReplay:
        return Texts::tr("There is no replay %1.").arg(error.subject);
    case Reason::ReplayState:
        return Texts::tr("The replay %1 is %2: that can't be done with it now.")
            .arg(error.subject, error.detail);
    case Reason::NothingToCancel:
        return Texts::tr("Nothing of event %1 is left to be sent.").arg(error.subject);
    case Reason::NotUndoable:
        return Texts::tr("Activity %1 can't be undone.").arg(error.subject);
    case Reason::ProfileOfSomebodyElse:
        return Texts::tr("The profile %1 belongs to somebody else.").arg(error.subject);
    case Reason::ProfileOpenToOthers:
        return Texts::tr("The profile %1 can be written to by everybody.").arg(error.subject);
    case Reason::ProfileNotWritable:
        return Texts::tr("The profile %1 can't be written to.").arg(error.subject);
    case Reason::DatabaseNewer:
        return Texts::tr("The database %1 was made by a newer version of Tacklebox.").arg(error.subject);
    case Reason::DatabaseDamaged:
        return Texts::tr("The database %1 is damaged.").arg(error.subject);
    case Reason::DatabaseOfAnotherProgram:
        return Texts::tr("The database %1 is another program's.").arg(error.subject);
    case Reason::DatabaseReadOnly:
        return Texts::tr("The database %1 is read-only.").arg(error.subject);
    case Reason::DiskFull:
        return Texts::tr("The disk is full: nothing was written to %1.").arg(error.subject);
    case Reason::DatabaseBusy:
        return Texts::tr("The database %1 is in use by another Tacklebox.").arg(error.subject);
    case Reason::FileNotRead:
        return error.detail.isEmpty()
            ? Texts::tr("The file %1 can't be read.").arg(error.subject)
            : Texts::tr("The file %1 can't be read: %2.").arg(error.subject, error.detail);
    case Reason::FileNotWritten:
        return error.detail.isEmpty()
            ? Texts::tr("The file %1 can't be written.").arg(error.subject)
            : Texts::tr("The file %1 can't be written: %2.").arg(error.subject, error.detail);
    case Reason::FileExists:
        return Texts::tr("There is a file %1 already.").arg(error.subject);
    case Reason::MasterKeyMissing:
        return Texts::tr("The profile's master key is missing: secrets stay sealed and nothing is sent.");
    case Reason::MasterKeyWrong:
        return error.subject.isEmpty()
            ? Texts::tr("The master key in the keychain is not this profile's.")
            : Texts::tr("The master key in %1 is not this profile's.").arg(error.subject);
    case Reason::TicketMissing:
        return Texts::tr("This computer has no Kerberos ticket for %1.").arg(error.subject);
    case Reason::KeychainLocked:
        return Texts::tr("The system's keychain is locked.");
    case Reason::KeychainUnavailable:
        return Texts::tr("This system has no keychain that can be reached.");
    case Reason::SecretOfOneRun:
        return Texts::tr(
            "The subscriber's secret is lost: with no keychain and no key file it was kept for one run of "
            "the program, and that has ended.");
    case Reason::SecretOfAnotherKey:
        return Texts::tr(
            "The subscriber's secret can't be opened: it was sealed under another key than this profile's.");
    case Reason::SecretDamaged:
        return Texts::tr("The subscriber's secret can't be opened: it is damaged in the database.");
    case Reason::AddressInUse:
        return Texts::tr("The address %1 is in use already.").arg(error.subject);
    case Reason::AddressNotAllowed:
        return Texts::tr("The address %1 can't be listened on.").arg(error.subject);
    default:
        return {};
    }
}

// What a job's state doesn't allow.
QString stateSentence(const Error &error)
{
    const auto state = error.kind == ErrorKind::Conflict && error.field == "state"_L1
        ? jobStateFrom(error.detail)
        : std::nullopt;
    return state ? Texts::tr("Job %1 is “%2”: that can't be done to it now.").arg(error.subject, word(*state))
                 : QString();
}

QString kindSentence(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Failed:
        return Texts::tr("It failed.");
    case ErrorKind::Usage:
        return Texts::tr("The command was not understood.");
    case ErrorKind::NotAuthorised:
        return Texts::tr("This is not allowed.");
    case ErrorKind::NotFound:
        return Texts::tr("There is no such thing.");
    case ErrorKind::Conflict:
        return Texts::tr("It was changed meanwhile, or is in a state that doesn't allow this.");
    case ErrorKind::InvalidValue:
        return Texts::tr("the value is not valid.");
    case ErrorKind::Unreachable:
        return Texts::tr("It can't be reached.");
    case ErrorKind::Unsupported:
        return Texts::tr("This backend can't do that.");
    case ErrorKind::Cancelled:
        return Texts::tr("It was cancelled.");
    }
    return {};
}

} // namespace

QString sentence(const Error &error)
{
    if (const QString text = stateSentence(error); !text.isEmpty())
        return text;
    const QString words = serverWords(error);
    QString text = valueSentence(error);
    if (text.isEmpty())
        text = viewSentence(error);
    if (text.isEmpty())
        text = thingSentence(error);
    if (text.isEmpty())
        text = remoteSentence(error);
    if (text.isEmpty())
        text = error.detail.isEmpty() || !words.isEmpty() ? kindSentence(error) : error.detail;
    if (!words.isEmpty())
        text = Texts::tr("%1 The server says: “%2”", "what is wrong, a remote server's own words")
                   .arg(text, words);
    const bool isOfSystem
        = error.reason == Reason::KeychainLocked || error.reason == Reason::KeychainUnavailable;
    if (!error.field.isEmpty() && !isOfSystem)
        return Texts::tr("%1: %2", "a field's name, what is wrong with its value").arg(error.field, text);
    return text.isEmpty() ? text : text.at(0).toUpper() + text.sliced(1);
}

QString advice(const Error &error)
{
    switch (error.reason) {
    case Reason::ProfileOfSomebodyElse:
    case Reason::DatabaseOfAnotherProgram:
        return Texts::tr("Choose another directory with --profile. Nothing was changed.");
    case Reason::ProfileOpenToOthers:
        return Texts::tr("Take that right away (chmod 700), or choose another directory with --profile.");
    case Reason::ProfileNotWritable:
    case Reason::DatabaseReadOnly:
        return Texts::tr("Check the permissions of the directory and the file.");
    case Reason::DatabaseNewer:
        return Texts::tr("Install that version, or choose another profile. Nothing was changed.");
    case Reason::DatabaseDamaged:
        return Texts::tr(
            "“tackle doctor --mend” saves what can be read of it; or put a backup in its place.");
    case Reason::DiskFull:
        return Texts::tr("Free some space and try again.");
    case Reason::DatabaseBusy:
        return Texts::tr("Close the other program and try again.");
    case Reason::MasterKeyMissing:
        return Texts::tr("Unlock the keychain, or name the key's file in TACKLEBOX_MASTER_KEY_FILE.");
    case Reason::SecretOfOneRun:
        return Texts::tr(
            "Set the subscriber's secret again, best after making a key file with “tackle doctor "
            "--make-master-key FILE”: its held jobs are sent then.");
    case Reason::SecretOfAnotherKey:
    case Reason::SecretDamaged:
        return Texts::tr("Set the subscriber's secret again: its held jobs are sent then.");
    case Reason::KeychainUnavailable:
        return Texts::tr("Keep the master key in a file and name it in TACKLEBOX_MASTER_KEY_FILE; “tackle "
                         "doctor --make-master-key FILE” makes one.");
    case Reason::TicketMissing:
        return Texts::tr("Sign in to the domain, with “kinit” for instance, and try again.");
    case Reason::SecretMissing:
        return error.kind == ErrorKind::NotAuthorised ? Texts::tr("Give it to this connection.") : QString();
    case Reason::KeychainLocked:
        return Texts::tr("Unlock it and try again.");
    case Reason::FileExists:
        return Texts::tr("Choose another name. Nothing was written.");
    case Reason::ViewBody:
        return Texts::tr("Where a member may be missing, {{{json NAME}}} puts null there.");
    case Reason::ViewInUse:
        return Texts::tr("Choose another view for them first.");
    case Reason::ViewBuiltIn:
        return Texts::tr("Copy it to one of your own under another name.");
    case Reason::AddressInUse:
        return Texts::tr("Choose another port, or 0 for any free one.");
    case Reason::AsksFirst:
        return Texts::tr("Give --yes to change it all the same. Nothing was saved.");
    default:
        return remoteAdvice(error);
    }
}

} // namespace tacklebox::wording
