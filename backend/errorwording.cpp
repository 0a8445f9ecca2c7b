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

// The sentence of a value at fault; the field's name is put before it.
QString valueSentence(const Error &error)
{
    switch (error.reason) {
    case Reason::Required:
        return Texts::tr("a value is needed.");
    case Reason::UnknownField:
        return error.detail.isEmpty() ? Texts::tr("there is no such field.")
                                      : Texts::tr("there is no such field; there are %1.").arg(error.detail);
    case Reason::WrongType:
        if (!error.detail.isEmpty())
            return error.subject.isEmpty()
                ? Texts::tr("the value is of the wrong kind: give one of %1.", "true, false")
                      .arg(error.detail)
                : Texts::tr("“%1” is of the wrong kind: give one of %2.", "maybe; true, false")
                      .arg(error.subject, error.detail);
        return error.subject.isEmpty() ? Texts::tr("the value is of the wrong kind.")
                                       : Texts::tr("“%1” is of the wrong kind.").arg(error.subject);
    case Reason::TooLong:
        return Texts::tr("longer than %1 characters.").arg(error.subject);
    case Reason::TooLarge:
        return Texts::tr("larger than %1.").arg(error.subject);
    case Reason::OutOfRange:
        return Texts::tr("out of range; allowed is %1.").arg(error.subject);
    case Reason::UrlNotParsed:
        return Texts::tr("“%1” is not a URL.").arg(error.subject);
    case Reason::UrlWithoutHost:
        return Texts::tr("the URL “%1” has no host.").arg(error.subject);
    case Reason::UrlWithCredentials:
        return Texts::tr("the URL for %1 has a user name or password in it; put credentials in a header.")
            .arg(error.subject);
    case Reason::UrlScheme:
        return Texts::tr("the URL “%1” must begin with http:// or https://.").arg(error.subject);
    case Reason::SelectorForm:
        return Texts::tr(
                   "“%1” is no event selector: give a type (order.delivered), a subject (quote_request), "
                   "a prefix (order.*) or all (*).")
            .arg(error.subject);
    case Reason::EventTypeForm:
        return Texts::tr(
                   "“%1” is no event type: give words joined by dots (order.delivered), or a subject and an "
                   "action (quote_request:created).")
            .arg(error.subject);
    case Reason::StatusForm:
        return Texts::tr("“%1” is no order status: give one word, as completed or order_processing.")
            .arg(error.subject);
    case Reason::StatusCodeForm:
        return Texts::tr("“%1” is no status code: give a code (503), a class (5xx) or a range (500-504).")
            .arg(error.subject);
    case Reason::SuccessCodeForm:
        return Texts::
            tr("“%1” says nothing about success: give a code of three digits (200); the local engine takes a "
               "class (2xx), a range (200-204) or a list as well. 3xx never counts.")
                .arg(error.subject);
    case Reason::HeaderForm:
        return Texts::tr("“%1” is no header: give “Name: Value”.").arg(error.subject);
    case Reason::HeaderLineBreak:
        return Texts::tr("the header “%1” has a line break in it.").arg(error.subject);
    case Reason::HeaderReserved:
        return Texts::tr("the header “%1” is set by the sender and can't be given.").arg(error.subject);
    case Reason::EmailForm:
        return Texts::tr("“%1” is no e-mail address.").arg(error.subject);
    case Reason::RetryPolicyForm:
        return Texts::tr(
                   "“%1” is no retry policy: give a name (standard, planomatic, hookshot, superoffice, none) "
                   "or waits (5s,5m,30m).")
            .arg(error.subject);
    case Reason::FilterForm:
        return Texts::tr("the filter isn't understood at “%1”: a member's path with equals, in, exists, "
                         "greater, less or contains, joined by and, or, not.")
            .arg(error.subject);
    case Reason::SchemeUnknown:
        return Texts::tr("“%1” is no signing scheme known here.").arg(error.subject);
    case Reason::SecretMissing:
        return error.kind == ErrorKind::NotAuthorised ? Texts::tr("the connection has no such secret.")
                                                      : Texts::tr("this signing scheme needs a secret.");
    case Reason::SecretForm:
        return error.subject.isEmpty()
            ? Texts::tr("give the secret as a file, not as text.")
            : Texts::tr("this is no secret of the chosen scheme, which takes %1.").arg(error.subject);
    case Reason::SecretIsMask:
        return Texts::tr("this is the mask that stands for a secret, not a secret.");
    case Reason::JsonForm:
        return error.detail.isEmpty() ? Texts::tr("not valid JSON.")
                                      : Texts::tr("not valid JSON: %1.").arg(error.detail);
    case Reason::TimeForm:
        return Texts::tr("“%1” is no time: give ISO 8601, as 2026-01-31T09:30:00Z or 2026-01-31.")
            .arg(error.subject);
    case Reason::NumberForm:
        return Texts::tr("“%1” is not a whole number.").arg(error.subject);
    case Reason::RateForm:
        return Texts::tr("“%1” is no rate: give jobs a second (5/s, 0.5/s) or a minute (30/m).")
            .arg(error.subject);
    case Reason::OneJobOnly:
        return Texts::tr("another body goes with one job, given by its id.");
    case Reason::NetworkForm:
        return Texts::tr("“%1” is no network: give an address and a prefix, as 10.0.0.0/8.")
            .arg(error.subject);
    case Reason::DurationForm:
        return Texts::tr("“%1” is no time to keep things for: give a number and a unit, as 30d, 12h or 90m, "
                         "or nothing to keep them for ever.")
            .arg(error.subject);
    case Reason::SubscriberFileForm:
        return Texts::tr("this is no file of subscribers as “tackle export” writes it.");
    case Reason::SeveralOfThatName:
        return Texts::tr("several subscribers are named “%1”: give each a key of its own.")
            .arg(error.subject);
    case Reason::AlreadyTaken:
        return Texts::tr("“%1” is taken already.").arg(error.subject);
    case Reason::UnknownChoice:
        return error.detail.isEmpty()
            ? Texts::tr("“%1” is none of the choices.").arg(error.subject)
            : Texts::tr("“%1” is none of the choices: %2.").arg(error.subject, error.detail);
    case Reason::AsksFirst:
        return Texts::tr("another value may change the payload that the receiver gets.");
    default:
        return {};
    }
}

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
