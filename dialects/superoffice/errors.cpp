// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/errors.h"

#include "dialects/reply.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr qsizetype kLongestDetail = 4000;
constexpr qsizetype kMostOfAFailure = 16 * 1024; // bytes

struct Meaning
{
    int first;
    int last;
    ErrorKind kind;
    Reason reason;
};

constexpr std::array kMeanings{
    Meaning{400, 400, ErrorKind::InvalidValue, Reason::RemoteBadRequest},
    Meaning{401, 401, ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid},
    Meaning{403, 403, ErrorKind::NotAuthorised, Reason::RemoteForbidden},
    Meaning{404, 404, ErrorKind::NotFound, Reason::NoSuchSubscriber},
    Meaning{409, 409, ErrorKind::Conflict, Reason::RemoteConflict},
    Meaning{412, 412, ErrorKind::Conflict, Reason::RemoteChangedSince},
    Meaning{415, 415, ErrorKind::InvalidValue, Reason::RemoteContentType},
    Meaning{422, 422, ErrorKind::InvalidValue, Reason::RemoteParameterInvalid},
    Meaning{429, 429, ErrorKind::Unreachable, Reason::RemoteRateLimited},
    Meaning{500, 599, ErrorKind::Failed, Reason::RemoteCrash},
};

QString detailOf(const QJsonObject &reply)
{
    QStringList parts;
    for (const QLatin1StringView member : {"ErrorMessage"_L1, "Message"_L1, "MessageDetail"_L1})
        parts.append(reply.value(member).toString().trimmed());
    parts.removeAll(QString());
    return parts.join(u' ').left(kLongestDetail);
}

// A save sends the target an event named test first, and fails if the target does. The sentence that says so
// is not documented: what speaks of the target or of that event is taken for it.
bool speaksOfTarget(const Error &error)
{
    static const QRegularExpression target(
        uR"(\btarget\s*ur[il]|\btest[\s'"-]*(event|webhook|post|ping|call)|\b(webhook|event|target)[\s'"-]*test\b)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const bool isOfAValue = error.httpStatus == 200 || error.httpStatus == 400 || error.httpStatus >= 500;
    return isOfAValue && target.match(error.detail).hasMatch();
}

// An agent's call that fails comes as a success with these words in place of what was asked for.
std::optional<Error> failedCall(const Response &response)
{
    if (response.status != 200 || response.body.size() > kMostOfAFailure
        || !response.body.contains("\"Message"))
        return std::nullopt;
    const auto json = jsonFrom(response.body);
    if (!json || !json->isObject())
        return std::nullopt;
    const QJsonObject reply = json->toObject();
    const bool isWords
        = std::ranges::all_of(reply.keys(), [](const QString &key) { return key.startsWith("Message"_L1); });
    if (!isWords || detailOf(reply).isEmpty())
        return std::nullopt;
    Error error{ErrorKind::Failed, Reason::RemoteStatus, {}, {}, detailOf(reply), {}, response.status};
    if (speaksOfTarget(error))
        error.field = u"TargetUrl"_s;
    return error;
}

} // namespace

std::optional<Error> errorOf(const Response &response)
{
    if (response.status >= 200 && response.status <= 299)
        return failedCall(response);
    const auto meaning = std::ranges::find_if(kMeanings, [&response](const Meaning &one) {
        return response.status >= one.first && response.status <= one.last;
    });
    Error error{ErrorKind::Failed, Reason::RemoteStatus, {}, {}, {}, {}, response.status};
    if (meaning != kMeanings.end()) {
        error.kind = meaning->kind;
        error.reason = meaning->reason;
    }
    const auto json = jsonFrom(response.body);
    if (json && json->isObject()) {
        const QJsonObject reply = json->toObject();
        error.remoteStatus = reply.value("ErrorType"_L1).toString();
        error.detail = detailOf(reply);
    }
    if (speaksOfTarget(error))
        error.field = u"TargetUrl"_s;
    return error;
}

Error ofAgent(Error error)
{
    if (error.httpStatus == 404) {
        error.kind = ErrorKind::NotAuthorised;
        error.reason = Reason::RemoteForbidden;
    }
    return error;
}

std::optional<Error> errorOfAgent(const Response &response)
{
    const std::optional<Error> error = errorOf(response);
    return error ? std::optional(ofAgent(*error)) : std::nullopt;
}

} // namespace tacklebox::dialects::superoffice
