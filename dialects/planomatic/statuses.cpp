// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/planomatic/statuses.h"

#include "core/foreigntext.h"
#include "dialects/reply.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::planomatic {

namespace {

using Kind = ErrorKind;

constexpr std::array kStatuses{
    StatusMeaning{"action-successful"_L1, std::nullopt, Reason::Unspecified},
    StatusMeaning{"invalid-token"_L1, Kind::NotAuthorised, Reason::RemoteTokenInvalid},
    StatusMeaning{"session-expired"_L1, Kind::NotAuthorised, Reason::RemoteSessionExpired},
    // Of other pages: an application's token where only a session's will do. Its code is 400.
    StatusMeaning{"session-required"_L1, Kind::NotAuthorised, Reason::RemoteSessionExpired},
    StatusMeaning{"client-required"_L1, Kind::NotAuthorised, Reason::RemoteClientRequired},
    StatusMeaning{"missing-param"_L1, Kind::InvalidValue, Reason::RemoteParameterMissing},
    StatusMeaning{"invalid-param"_L1, Kind::InvalidValue, Reason::RemoteParameterInvalid},
    StatusMeaning{"application-crash"_L1, Kind::Failed, Reason::RemoteCrash},
    // Most likely the data's fault, the page says, and somebody has to look into it.
    StatusMeaning{"mandrill-email-failed"_L1, Kind::Failed, Reason::RemoteMailFailed},
    StatusMeaning{"invalid-content-type"_L1, Kind::Failed, Reason::RemoteContentType},
    StatusMeaning{"route-non-existent"_L1, Kind::Unsupported, Reason::RemoteNoRoute},
    StatusMeaning{"no-params-decoded"_L1, Kind::Failed, Reason::RemoteNoParameters},
    StatusMeaning{"invalid-encoded-params"_L1, Kind::Failed, Reason::RemoteEncoding},
    StatusMeaning{"route-not-found"_L1, Kind::Unsupported, Reason::RemoteRouteNotDeployed},
    StatusMeaning{"identify-request-error"_L1, Kind::Failed, Reason::RemoteNotIdentified},
    StatusMeaning{"service-not-found"_L1, Kind::Unsupported, Reason::RemoteServiceNotDeployed},
};

struct CodeMeaning
{
    int code;
    ErrorKind kind;
    Reason reason; // where no slug says more
};

constexpr std::array kCodes{
    CodeMeaning{400, Kind::InvalidValue, Reason::RemoteBadRequest},
    CodeMeaning{401, Kind::NotAuthorised, Reason::RemoteTokenInvalid},
    CodeMeaning{403, Kind::NotAuthorised, Reason::RemoteStatus},
    CodeMeaning{404, Kind::NotFound, Reason::RemoteStatus},
    CodeMeaning{409, Kind::Conflict, Reason::RemoteStatus},
    CodeMeaning{412, Kind::Conflict, Reason::RemoteChangedSince},
    CodeMeaning{422, Kind::InvalidValue, Reason::RemoteParameterInvalid},
    CodeMeaning{429, Kind::Unreachable, Reason::RemoteRateLimited},
};

struct LogInRefusal
{
    QLatin1StringView slug;
    QLatin1StringView field;
    Reason reason;
};

constexpr std::array kLogInRefusals{
    LogInRefusal{"email-not-found"_L1, "email"_L1, Reason::RemoteEmailUnknown},
    LogInRefusal{"invalid-password"_L1, "password"_L1, Reason::RemotePasswordWrong},
    LogInRefusal{"user-has-no-password"_L1, "password"_L1, Reason::RemotePasswordNone},
    LogInRefusal{"user-requires-role"_L1, "email"_L1, Reason::RemoteRoleMissing},
};

bool isSuccess(int code)
{
    return code >= 200 && code <= 299;
}

CodeMeaning meaningOf(int code)
{
    const auto *found = std::ranges::find(kCodes, code, &CodeMeaning::code);
    if (found != kCodes.end())
        return *found;
    return {code, Kind::Failed, code >= 500 ? Reason::RemoteCrash : Reason::RemoteStatus};
}

// The HTTP status, or the number that the envelope has in its place.
int codeOf(const Response &response, const QJsonObject &reply)
{
    const int code = reply.value(reply.contains("code"_L1) ? "code"_L1 : "status"_L1).toVariant().toInt();
    return isSuccess(response.status) && code >= 300 ? code : response.status;
}

bool isCredential(const QString &attribute)
{
    return attribute == "token"_L1 || attribute == "password"_L1 || attribute == "session"_L1;
}

// Of `errors: [{attr, message}]`: each parameter in its order, the first of them the field, all of it the
// detail. What is said of a credential may have it in it, and of a refused one the slug says it all.
void addFindings(Error &error, const QJsonObject &reply)
{
    const QJsonArray errors = reply.value("errors"_L1).toArray();
    QList<Finding> findings;
    QStringList lines;
    bool isOfCredential = error.kind == Kind::NotAuthorised;
    for (const QJsonValue &one : errors) {
        const QString attribute = one["attr"_L1].toString();
        if (error.field.isEmpty())
            error.field = attribute;
        isOfCredential |= isCredential(attribute);
        const QString text = isCredential(attribute) ? QString() : foreignText(one["message"_L1].toString());
        if (!text.isEmpty())
            lines.append(attribute.isEmpty() ? text : attribute + u": "_s + text);
        if (!attribute.isEmpty())
            findings.append({attribute, text});
    }
    if (error.kind == Kind::NotAuthorised)
        return;
    if (const QString message = reply.value("message"_L1).toString(); !message.isEmpty() && !isOfCredential)
        lines.prepend(foreignText(message));
    error.findings = findings;
    error.detail = lines.join(u"; "_s);
}

Error errorOf(int httpStatus, int code, const QString &slug, const StatusMeaning *meaning)
{
    const CodeMeaning byCode = meaningOf(code);
    Error error{byCode.kind, byCode.reason, {}, {}, {}, slug, httpStatus};
    if (code == 429)
        return error;
    if (meaning && meaning->kind) {
        error.kind = *meaning->kind;
        error.reason = meaning->reason;
    } else if (!meaning && !slug.isEmpty()) {
        error.reason = Reason::RemoteStatus;
    }
    return error;
}

} // namespace

std::span<const StatusMeaning> statusMeanings()
{
    return kStatuses;
}

std::optional<Error> errorFrom(const Response &response)
{
    const auto json = jsonFrom(response.body);
    const QJsonObject reply = json ? json->toObject() : QJsonObject();
    const QString slug = reply.value("status"_L1).toString();
    const auto *meaning = std::ranges::find(kStatuses, slug, &StatusMeaning::slug);
    if (meaning == kStatuses.end())
        meaning = nullptr;
    const int code = codeOf(response, reply);
    const bool saysSuccess = slug.isEmpty() || (meaning && !meaning->kind);
    if (isSuccess(code) && saysSuccess)
        return std::nullopt;
    Error error = errorOf(response.status, code, slug, meaning);
    addFindings(error, reply);
    if (error.reason == Reason::RemoteParameterInvalid && error.field == "id"_L1) {
        error.kind = Kind::NotFound;
        error.reason = Reason::NoSuchSubscriber;
    }
    return error;
}

std::optional<Error> logInErrorFrom(const Response &response)
{
    auto error = errorFrom(response);
    if (!error)
        return error;
    error->detail.clear();
    error->findings.clear();
    const auto *refusal = std::ranges::find(kLogInRefusals, error->remoteStatus, &LogInRefusal::slug);
    if (refusal != kLogInRefusals.end()) {
        error->kind = Kind::NotAuthorised;
        error->reason = refusal->reason;
        error->field = refusal->field;
    }
    return error;
}

} // namespace tacklebox::dialects::planomatic
