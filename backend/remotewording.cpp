// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(RemoteWording)
};

struct Meaning
{
    Reason reason;
    const char *sentence;
    const char *advice;
};

constexpr const char *kAfterAWrite = QT_TRANSLATE_NOOP(
    "RemoteWording", "What was to be saved may have been saved all the same: look before you save again.");
constexpr const char *kAfterARead
    = QT_TRANSLATE_NOOP("RemoteWording", "Nothing was changed by it: ask again.");
constexpr const char *kLater = QT_TRANSLATE_NOOP("RemoteWording", "Try again later.");
constexpr const char *kCheckTheAddress
    = QT_TRANSLATE_NOOP("RemoteWording", "Check the base URL and the paths of this connection.");
constexpr const char *kCheckTheRoute
    = QT_TRANSLATE_NOOP("RemoteWording", "Check the path of this route, or ask the vendor.");

constexpr std::array kMeanings{
    Meaning{Reason::RemoteUnreachable,
            QT_TRANSLATE_NOOP("RemoteWording", "the server %1 can't be reached."),
            QT_TRANSLATE_NOOP("RemoteWording", "Check the base URL and the network. Nothing was sent.")},
    Meaning{Reason::RemoteTls,
            QT_TRANSLATE_NOOP("RemoteWording", "there is no secure connection to %1."),
            QT_TRANSLATE_NOOP(
                "RemoteWording",
                "The server's keeper has to look at its certificate and its encryption. Nothing was sent.")},
    Meaning{Reason::RemoteTlsExpired,
            QT_TRANSLATE_NOOP("RemoteWording", "the certificate of %1 is not valid at this time."),
            QT_TRANSLATE_NOOP("RemoteWording",
                              "The server's keeper has to renew it, if the clock here is right. Nothing was "
                              "sent.")},
    Meaning{Reason::RemoteTlsUntrusted,
            QT_TRANSLATE_NOOP("RemoteWording",
                              "the certificate of %1 is of an authority that is not trusted here."),
            QT_TRANSLATE_NOOP("RemoteWording",
                              "One of your own is trusted by the setting ca_file. Nothing was sent.")},
    Meaning{Reason::RemoteTlsWrongHost,
            QT_TRANSLATE_NOOP("RemoteWording", "the certificate of %1 is for another name."),
            QT_TRANSLATE_NOOP("RemoteWording", "Check the base URL of this connection. Nothing was sent.")},
    Meaning{Reason::RemoteTimedOut,
            QT_TRANSLATE_NOOP("RemoteWording", "the server %1 did not answer in time."),
            kLater},
    Meaning{Reason::RemoteReplyLost,
            QT_TRANSLATE_NOOP("RemoteWording", "the connection to %1 ended before its answer came."),
            kAfterAWrite},
    Meaning{Reason::RemoteReadLost,
            QT_TRANSLATE_NOOP("RemoteWording", "the connection to %1 ended in the middle of its answer."),
            kAfterARead},
    Meaning{Reason::RemoteReplyTooLarge,
            QT_TRANSLATE_NOOP("RemoteWording", "the answer of %1 is too large."),
            QT_TRANSLATE_NOOP("RemoteWording", "Nothing was taken over. Ask for less at once.")},
    Meaning{
        Reason::RemoteRedirected,
        QT_TRANSLATE_NOOP("RemoteWording", "the server sends on to another address, which is not followed."),
        QT_TRANSLATE_NOOP("RemoteWording", "Put the right base URL into this connection.")},
    Meaning{Reason::ReplyNotJson,
            QT_TRANSLATE_NOOP("RemoteWording", "the server's answer is no JSON."),
            kCheckTheAddress},
    Meaning{
        Reason::ReplyDoubledKey,
        QT_TRANSLATE_NOOP("RemoteWording", "the server's answer has “%1” twice in one object."),
        QT_TRANSLATE_NOOP("RemoteWording", "Nothing was taken over. The server's keeper has to mend that.")},
    Meaning{Reason::ReplyWrongType,
            QT_TRANSLATE_NOOP("RemoteWording", "“%1” in the server's answer is not what it has to be."),
            QT_TRANSLATE_NOOP("RemoteWording",
                              "Nothing was taken over. The server or the base URL isn't what this kind of "
                              "connection expects.")},
    Meaning{Reason::RemoteTokenInvalid,
            QT_TRANSLATE_NOOP("RemoteWording", "the server does not take the credential."),
            QT_TRANSLATE_NOOP("RemoteWording", "Give this connection a new one.")},
    Meaning{
        Reason::RemoteSessionExpired,
        QT_TRANSLATE_NOOP("RemoteWording", "the session has ended: it lasts seven days, or 72 hours unused."),
        QT_TRANSLATE_NOOP("RemoteWording", "Sign in again.")},
    Meaning{Reason::RemoteClientRequired,
            QT_TRANSLATE_NOOP("RemoteWording",
                              "the account is no client, employee or liaison there, so it has no rights."),
            QT_TRANSLATE_NOOP("RemoteWording",
                              "Register it as a client on PlanoAuth's page for that, which calls "
                              "/api/v1/users/client_register; then sign in again.")},
    Meaning{Reason::RemoteSignInRefused,
            QT_TRANSLATE_NOOP("RemoteWording", "the vendor refused the sign-in in the browser."),
            QT_TRANSLATE_NOOP("RemoteWording", "Sign in again, and allow there what it asks for.")},
    Meaning{
        Reason::RemoteEmailUnknown,
        QT_TRANSLATE_NOOP("RemoteWording", "the server knows nobody with this e-mail address."),
        QT_TRANSLATE_NOOP("RemoteWording", "Put the right one into this connection; then sign in again.")},
    Meaning{Reason::RemotePasswordWrong,
            QT_TRANSLATE_NOOP("RemoteWording", "this is not the account's password."),
            QT_TRANSLATE_NOOP("RemoteWording", "Sign in again with the right one.")},
    Meaning{
        Reason::RemotePasswordNone,
        QT_TRANSLATE_NOOP("RemoteWording",
                          "the account has no password: Google or a link in an e-mail signs it in."),
        QT_TRANSLATE_NOOP("RemoteWording",
                          "Give this connection an application's token, with token_kind at application.")},
    Meaning{Reason::RemoteRoleMissing,
            QT_TRANSLATE_NOOP("RemoteWording", "the account has no role there, so it can't sign in."),
            QT_TRANSLATE_NOOP("RemoteWording", "Ask who administers it for a role; then sign in again.")},
    Meaning{Reason::SignInTimedOut,
            QT_TRANSLATE_NOOP("RemoteWording", "nobody came back from the browser within ten minutes."),
            QT_TRANSLATE_NOOP("RemoteWording", "Sign in once more. Nothing was changed.")},
    Meaning{
        Reason::RemoteForbidden,
        QT_TRANSLATE_NOOP("RemoteWording", "the account may not administer webhooks there."),
        QT_TRANSLATE_NOOP("RemoteWording", "Webhook access must be requested for this app from the vendor.")},
    Meaning{Reason::RemoteWithoutWebhooks,
            QT_TRANSLATE_NOOP("RemoteWording", "this server has no Webhook routes."),
            QT_TRANSLATE_NOOP("RemoteWording",
                              "Ask its keeper for a version that has them, or check the base URL.")},
    Meaning{Reason::RemoteParameterMissing,
            QT_TRANSLATE_NOOP("RemoteWording", "the server needs a value that was not sent."),
            QT_TRANSLATE_NOOP("RemoteWording", "Fill the field in and save again.")},
    Meaning{Reason::RemoteParameterInvalid,
            QT_TRANSLATE_NOOP("RemoteWording", "the server does not take this value."),
            QT_TRANSLATE_NOOP("RemoteWording", "Change it and save again. Nothing was saved.")},
    Meaning{Reason::RemoteContentType,
            QT_TRANSLATE_NOOP("RemoteWording", "the server could not read the request's content type."),
            kCheckTheAddress},
    Meaning{Reason::RemoteBadRequest,
            QT_TRANSLATE_NOOP("RemoteWording", "the server did not understand the request."),
            QT_TRANSLATE_NOOP("RemoteWording", "Nothing was saved. Look at the exact request.")},
    Meaning{
        Reason::RemoteCrash, QT_TRANSLATE_NOOP("RemoteWording", "the server failed on it."), kAfterAWrite},
    Meaning{Reason::RemoteReadCrash,
            QT_TRANSLATE_NOOP("RemoteWording", "the server failed to answer."),
            kAfterARead},
    Meaning{Reason::RemoteMailFailed,
            QT_TRANSLATE_NOOP("RemoteWording",
                              "the server could not send an e-mail; only that is known to have failed."),
            kAfterAWrite},
    Meaning{Reason::RemoteNoRoute,
            QT_TRANSLATE_NOOP("RemoteWording", "the server has no such route."),
            kCheckTheAddress},
    Meaning{Reason::RemoteNoParameters,
            QT_TRANSLATE_NOOP("RemoteWording", "the server found no parameters in the request."),
            kCheckTheAddress},
    Meaning{Reason::RemoteEncoding,
            QT_TRANSLATE_NOOP("RemoteWording", "the server could not decode the request's body."),
            kCheckTheAddress},
    Meaning{Reason::RemoteRouteNotDeployed,
            QT_TRANSLATE_NOOP("RemoteWording", "the server knows the route but has not deployed it."),
            kCheckTheRoute},
    Meaning{Reason::RemoteNotIdentified,
            QT_TRANSLATE_NOOP("RemoteWording", "the server failed before it knew what was asked."),
            kLater},
    Meaning{Reason::RemoteServiceNotDeployed,
            QT_TRANSLATE_NOOP("RemoteWording", "the service behind this route has not been deployed."),
            kCheckTheRoute},
    Meaning{Reason::RemoteRateLimited,
            QT_TRANSLATE_NOOP("RemoteWording", "the server was asked too often."),
            kLater},
    Meaning{Reason::RemoteConflict,
            QT_TRANSLATE_NOOP("RemoteWording", "somebody else changed it meanwhile."),
            QT_TRANSLATE_NOOP("RemoteWording", "Compare both versions, then save again.")},
    Meaning{Reason::RemoteChangedSince,
            QT_TRANSLATE_NOOP("RemoteWording", "it was saved by somebody else since you opened it."),
            QT_TRANSLATE_NOOP("RemoteWording", "Compare both versions, then save again.")},
    Meaning{
        Reason::RemoteNotSaved,
        QT_TRANSLATE_NOOP("RemoteWording", "the answer was lost, and the server doesn't have the change."),
        QT_TRANSLATE_NOOP("RemoteWording", "Nothing was changed. Try again.")},
    Meaning{
        Reason::RemoteFieldMoved,
        QT_TRANSLATE_NOOP("RemoteWording", "the server changed it too, although it was not sent: %1."),
        QT_TRANSLATE_NOOP("RemoteWording",
                          "Put it right, and set update_body to whole on this connection if that goes on.")},
    Meaning{Reason::RemoteNotLooked,
            QT_TRANSLATE_NOOP(
                "RemoteWording",
                "nobody can tell whether somebody else changed this: your values overwrite theirs."),
            nullptr},
    Meaning{Reason::RemoteMailUnsent,
            QT_TRANSLATE_NOOP("RemoteWording", "it was saved, but the server could not send its e-mail."),
            nullptr},
    Meaning{
        Reason::RemoteTooManyActive,
        QT_TRANSLATE_NOOP("RemoteWording", "%1 of %1 active; stop one first."),
        QT_TRANSLATE_NOOP("RemoteWording", "Nothing was saved. Stop one that is active, then save again.")},
    Meaning{Reason::RemoteScript,
            QT_TRANSLATE_NOOP("RemoteWording", "this is a script that the vendor runs, and no URL."),
            QT_TRANSLATE_NOOP("RemoteWording", "It has no headers, and can't be tested.")},
    Meaning{
        Reason::ConnectionLocked,
        QT_TRANSLATE_NOOP("RemoteWording", "%1 is locked: it can be read and not written."),
        QT_TRANSLATE_NOOP("RemoteWording", "Unlock it for 15 minutes, or give --yes beside --connection.")},
    Meaning{Reason::NotOfThisApi, QT_TRANSLATE_NOOP("RemoteWording", "this API has no such call."), nullptr},
    Meaning{Reason::Unconfirmed,
            QT_TRANSLATE_NOOP("RemoteWording",
                              "the vendor documents no such call; it is off until you allow it."),
            QT_TRANSLATE_NOOP("RemoteWording", "Set unconfirmed_writes on this connection to try it.")},
};

// Slugs that share a reason with another, and say something else.
constexpr QLatin1StringView kSessionRequired = "session-required"_L1;

const Meaning *meaningOf(Reason reason)
{
    const auto *found = std::ranges::find(kMeanings, reason, &Meaning::reason);
    return found == kMeanings.end() ? nullptr : found;
}

// What a server that failed answered with, in brackets, or nothing. A success's code is none of a failure:
// the word stands in its place there.
QString failureCode(const Error &error)
{
    QStringList codes;
    if (error.httpStatus >= 400)
        codes.append(QString::number(error.httpStatus));
    if (!error.remoteStatus.isEmpty())
        codes.append(error.remoteStatus);
    return codes.isEmpty() ? QString() : u" ("_s + codes.join(u", "_s) + u')';
}

bool isMissingAtServer(Reason reason)
{
    return reason == Reason::RemoteNoRoute || reason == Reason::RemoteRouteNotDeployed
        || reason == Reason::RemoteServiceNotDeployed;
}

// It is in no list here, and the server has no call to ask for it.
bool isUnknownHere(const Error &error)
{
    return error.kind == ErrorKind::NotFound && !error.subject.isEmpty()
        && (isMissingAtServer(error.reason) || error.reason == Reason::NotOfThisApi);
}

// A route that isn't needed, and isn't asked for again so soon.
bool isAtRest(const Error &error)
{
    return error.kind == ErrorKind::Unsupported && !error.subject.isEmpty()
        && isMissingAtServer(error.reason);
}

// A new one that a list, read after its save, doesn't have.
bool isUnlisted(const Error &error)
{
    return error.reason == Reason::RemoteNotSaved && error.subject == "list"_L1;
}

QString unsavedSentence(const Error &error)
{
    if (isUnlisted(error))
        return Texts::tr("nobody knows whether it was saved: it isn't in the list read afterwards.");
    const bool isSuccess = error.httpStatus >= 200 && error.httpStatus <= 299;
    if (isSuccess && error.remoteStatus.isEmpty())
        return Texts::tr("the server's answer can't be read, and it doesn't have the change.");
    // An answer that says what failed is not lost.
    return Texts::tr("the server failed on it%1, and doesn't have the change.", "its code in brackets")
        .arg(failureCode(error));
}

} // namespace

QString remoteSentence(const Error &error)
{
    if (isUnknownHere(error))
        return Texts::tr("subscriber %1 isn't known here, and this server can't show it.").arg(error.subject);
    if (error.reason == Reason::RemoteReplyLost && error.httpStatus != 0)
        return Texts::tr("the answer of %1 can't be read: it is no JSON, or not what it has to be.")
            .arg(error.subject);
    if (error.reason == Reason::RemoteCrash) {
        const QString failed
            = Texts::tr("the server failed on it%1.", "its code in brackets").arg(failureCode(error));
        return error.subject.isEmpty()
            ? failed
            : failed + u' ' + Texts::tr("Read again, it has “%1”.", "a field: its value").arg(error.subject);
    }
    if (error.reason == Reason::RemoteNotSaved && (error.httpStatus != 0 || isUnlisted(error)))
        return unsavedSentence(error);
    if (error.reason == Reason::RemoteStatus)
        return error.remoteStatus.isEmpty()
            ? Texts::tr("the server answered %1.").arg(error.httpStatus)
            : Texts::tr("the server answered %1, “%2”.").arg(error.httpStatus).arg(error.remoteStatus);
    if (error.reason == Reason::RemoteSessionExpired && error.remoteStatus == kSessionRequired)
        return Texts::tr("the server wants the token of a session, and was given none.");
    const Meaning *meaning = meaningOf(error.reason);
    if (!meaning)
        return {};
    const QString text = Texts::tr(meaning->sentence);
    return text.contains("%1"_L1) ? text.arg(error.subject) : text;
}

QString remoteAdvice(const Error &error)
{
    if (isUnknownHere(error))
        return Texts::tr(
                   "If the server has it, take it in: “tackle subscribers add %1”, or “Add by id…” in the "
                   "window.")
            .arg(error.subject);
    if (isUnlisted(error))
        return Texts::tr("A list may lag behind: look once more before you save again.");
    if (error.reason == Reason::RemoteStatus && error.httpStatus == 403)
        return Texts::tr("The account has no right to this there: ask who administers it.");
    if (error.reason == Reason::RemoteRateLimited && !error.subject.isEmpty())
        return Texts::tr("It asks to be left alone for %1. Try again after that.", "5 min")
            .arg(error.subject);
    if (error.reason == Reason::RemoteStatus && error.httpStatus == 404)
        return Texts::tr(kCheckTheAddress);
    const Meaning *meaning = meaningOf(error.reason);
    const QString text = meaning && meaning->advice ? Texts::tr(meaning->advice) : QString();
    if (isAtRest(error))
        return text + u' '
            + Texts::tr("The route is left alone for %1, or until this connection is set in another way.",
                        "24 h")
                  .arg(error.subject);
    return text;
}

QString advice(const Error &error, const Connection &account)
{
    const bool isOfToken
        = error.reason == Reason::RemoteTokenInvalid || error.reason == Reason::RemoteSessionExpired;
    if (!isOfToken || error.remoteStatus == kSessionRequired)
        return advice(error);
    // Where nobody said which it is, the reason alone tells.
    const QString kind = account.settings.value("token_kind"_L1).toString();
    if (kind == "session"_L1)
        return Texts::tr("Sign in again.");
    return kind == "application"_L1 ? Texts::tr("Give this connection a new token.") : advice(error);
}

} // namespace tacklebox::wording
