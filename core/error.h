// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What went wrong, as a value: what kind, why, and at which field. The sentence for people is made
// from it in backend/errorwording.cpp; `detail` is for the log and never shown alone.
#pragma once

#include <tl/expected.hpp>

#include <QList>
#include <QString>

namespace tacklebox {

// The command line's exit codes follow from the kind alone (design, section 7).
enum class ErrorKind {
    Failed,
    Usage,
    NotAuthorised,
    NotFound,
    Conflict,
    InvalidValue,
    Unreachable,
    Unsupported,
    Cancelled,
};

// Why, where a kind has several sentences. `subject` carries the value or the file meant.
enum class Reason {
    Unspecified,
    // values
    Required,
    UnknownField,
    WrongType,
    TooLong,
    TooLarge,
    OutOfRange,
    UrlNotParsed,
    UrlWithoutHost,
    UrlWithCredentials,
    UrlScheme,
    SelectorForm,
    EventTypeForm,
    StatusForm,
    SuccessCodeForm,
    OneCodeForm,
    StatusCodeForm,
    HeaderForm,
    HeaderLineBreak,
    HeaderReserved,
    EmailForm,
    RetryPolicyForm,
    FilterForm,
    ViewName,
    ViewForm,
    ViewSection,
    ViewPartial,
    ViewTooMuch,
    ViewBody,
    ViewInUse,
    ViewBuiltIn,
    SchemeUnknown,
    SecretMissing,
    TicketMissing, // the operating system has none for the host that `subject` names
    SecretForm,
    SecretIsMask,
    JsonForm,
    TimeForm,
    NumberForm,
    NumberTooLong, // more digits than are kept here
    RateForm,
    OneJobOnly,
    NetworkForm,
    DurationForm,
    SubscriberFileForm,
    SeveralOfThatName,
    AlreadyTaken,
    UnknownChoice,
    AsksFirst, // may be meant: a person has to say so
    // things
    NoSuchSubscriber,
    NoSuchJob,
    NoSuchEvent,
    NoSuchConnection,
    NoSuchSetting,
    NoSuchCapture,
    NoSuchActivity,
    NoSuchView,
    NoSuchReplay,
    NotUndoable,
    NothingToCancel,
    ReplayState,
    // the profile
    ProfileOfSomebodyElse,
    ProfileOpenToOthers,
    ProfileNotWritable,
    DatabaseNewer,
    DatabaseDamaged,
    DatabaseOfAnotherProgram,
    DatabaseReadOnly,
    DiskFull,
    DatabaseBusy,
    FileNotRead,
    FileNotWritten,
    FileExists,
    // secrets
    MasterKeyMissing,
    MasterKeyWrong,
    KeychainLocked,
    KeychainUnavailable,
    SecretOfOneRun,
    SecretOfAnotherKey,
    SecretDamaged,
    // network
    AddressInUse,
    AddressNotAllowed,
    // on the way to a remote API
    RemoteUnreachable, // no such name, nobody listens, no route: nothing was sent
    RemoteTls, // no secure connection: nothing was sent
    RemoteTlsExpired, // likewise, for its certificate's time is over, or not yet there
    RemoteTlsUntrusted, // by nobody whom this computer trusts
    RemoteTlsWrongHost, // for another name
    RemoteTimedOut,
    RemoteReplyLost, // a write may have arrived; nobody knows
    RemoteReadLost, // a read whose answer broke off: nothing was changed by it
    RemoteReplyTooLarge,
    RemoteRedirected, // not followed: the credential stays here
    // a remote API's reply
    ReplyNotJson,
    ReplyDoubledKey,
    ReplyWrongType,
    // what a remote API says (remoteStatus has its own word)
    RemoteTokenInvalid,
    RemoteSessionExpired,
    RemoteClientRequired,
    RemoteSignInRefused, // in the browser
    RemoteEmailUnknown, // of a sign-in with a password
    RemotePasswordWrong,
    RemotePasswordNone, // signed in to in another way
    RemoteRoleMissing,
    SignInTimedOut, // nobody came back from the browser
    RemoteForbidden,
    RemoteWithoutWebhooks, // it lists what it has, and nothing of webhooks
    RemoteParameterMissing,
    RemoteParameterInvalid,
    RemoteContentType,
    RemoteBadRequest,
    RemoteCrash, // in the middle of a write: it may have been saved
    RemoteReadCrash, // in the middle of a read
    RemoteMailFailed,
    RemoteNoRoute,
    RemoteNoParameters,
    RemoteEncoding,
    RemoteRouteNotDeployed,
    RemoteNotIdentified,
    RemoteServiceNotDeployed,
    RemoteRateLimited,
    RemoteConflict, // 409: somebody else changed what a test looked at
    RemoteChangedSince, // 412
    RemoteStatus, // any other answer that is no success
    RemoteNotSaved, // read again after a lost reply: the change is not there
    RemoteFieldMoved, // read back after a write: a member changed that was not sent
    RemoteNotLooked, // no failure: what somebody else changed can't be read before a save
    RemoteMailUnsent, // no failure: it was saved, and the server's e-mail was not sent
    RemoteTooManyActive, // the API lets no more than `subject` of them be active
    RemoteScript, // the vendor runs it itself: nothing of HTTP is its own
    ConnectionLocked, // production, until a person unlocks it
    NotOfThisApi, // no such call there
    Unconfirmed, // a write that nobody documented, and that the person has not allowed yet
};

// What a remote API says of one member, in its own words.
struct Finding
{
    QString field;
    QString text;

    bool operator==(const Finding &) const = default;
};

struct Error
{
    ErrorKind kind = ErrorKind::Failed;
    Reason reason = Reason::Unspecified;
    QString field; // the dialect's own name of the member at fault, or empty
    QString subject; // the value, file, address or id that the sentence names
    QString detail; // technical, untranslated; of a remote API's refusal, what its server says
    QString remoteStatus; // the remote API's own word
    int httpStatus = 0; // 0: no HTTP answer
    QList<Finding> findings{}; // where a remote API names several members; the first is `field`

    bool operator==(const Error &) const = default;
};

template<typename T>
using Result = tl::expected<T, Error>;

// A result that says only whether it worked.
struct Done
{
    bool operator==(const Done &) const = default;
};

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

// A value that a rule refuses, at its field.
inline Error invalid(Reason reason, QString field, QString subject = {})
{
    return {ErrorKind::InvalidValue, reason, std::move(field), std::move(subject), {}, {}, 0};
}

} // namespace tacklebox
