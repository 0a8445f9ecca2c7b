// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/wording.h"

#include "core/foreigntext.h"

using namespace Qt::StringLiterals;

namespace tacklebox::wording {

namespace {

// Those whose `detail` a server wrote. That of a refused credential isn't shown: it may be quoted there.
bool isServersOwn(Reason reason)
{
    switch (reason) {
    case Reason::RemoteForbidden:
    case Reason::RemoteSignInRefused:
    case Reason::RemoteParameterMissing:
    case Reason::RemoteParameterInvalid:
    case Reason::RemoteContentType:
    case Reason::RemoteBadRequest:
    case Reason::RemoteCrash:
    case Reason::RemoteReadCrash:
    case Reason::RemoteMailFailed:
    case Reason::RemoteNoParameters:
    case Reason::RemoteEncoding:
    case Reason::RemoteNotIdentified:
    case Reason::RemoteConflict:
    case Reason::RemoteChangedSince:
    case Reason::RemoteStatus:
    case Reason::RemoteTooManyActive:
        return true;
    default:
        return false;
    }
}

// The field stands before the sentence: it needn't be said twice.
QString withoutField(const Error &error)
{
    const QString start = error.field + u": "_s;
    const bool isOfOne = error.findings.size() <= 1 && !error.field.isEmpty();
    return isOfOne && error.detail.startsWith(start) ? error.detail.sliced(start.size()) : error.detail;
}

} // namespace

QString serverWords(const Error &error)
{
    const bool isInvalid = error.kind == ErrorKind::InvalidValue && error.httpStatus != 0;
    // Else its detail is why no answer came.
    const bool isRefusal
        = error.httpStatus >= 400 || (error.httpStatus != 0 && !error.remoteStatus.isEmpty());
    const bool isOfAnswer = error.reason == Reason::RemoteNotSaved && isRefusal;
    const bool isQuoted = isServersOwn(error.reason) || isInvalid || isOfAnswer;
    return isQuoted ? foreignText(withoutField(error)) : QString();
}

} // namespace tacklebox::wording
