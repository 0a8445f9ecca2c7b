// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/signinreply.h"

#include "dialects/reply.h"
#include "dialects/superoffice/errors.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr QLatin1StringView kClaims = "http://schemes.superoffice.net/identity/"_L1;
constexpr std::chrono::hours kTicketLife{6}; // from its last use; nobody counts on that here
constexpr std::chrono::seconds kShortestState{60}; // a clock that is wrong asks no more often than that
constexpr qsizetype kLongestWord = 60;

// The standard's words (RFC 6749, 5.2) and whose secret they are about.
struct OAuthRefusal
{
    QLatin1StringView word;
    QLatin1StringView field;
};

constexpr std::array kOAuthRefusals{
    OAuthRefusal{"invalid_client"_L1, "client_secret"_L1},
    OAuthRefusal{"unauthorized_client"_L1, "client_id"_L1},
    OAuthRefusal{"invalid_grant"_L1, "refresh_token"_L1},
};

// What is shown of a reply, which may quote a token.
QString plainWord(const QString &text, const QRegularExpression &form)
{
    return text.size() <= kLongestWord && form.match(text).hasMatch() ? text : QString();
}

// As the standard spells its words.
QString refusalWord(const QJsonObject &reply)
{
    static const QRegularExpression form(u"^[a-z]+(_[a-z]+)+$"_s);
    return plainWord(reply.value("error"_L1).toString(), form);
}

QString stateWord(const QJsonObject &reply, const QString &member)
{
    static const QRegularExpression form(u"^[A-Za-z0-9]+$"_s);
    return plainWord(textFrom(reply.value(member), member).value_or(QString()), form);
}

// Absent is empty.
Result<QByteArray> apiFrom(const QJsonValue &value, const QString &member)
{
    const auto text = textFrom(value, member);
    if (!text)
        return fail(text.error());
    if (text->isEmpty())
        return QByteArray();
    const QUrl url(*text, QUrl::StrictMode);
    const bool isAddress = url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1)
        && !url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!isAddress)
        return fail(wrongType(member, u"an address"_s));
    QByteArray api = url.toEncoded();
    while (api.endsWith('/'))
        api.chop(1);
    return api.toLower().endsWith("/api/v1") ? api : api + "/v1";
}

// The token came from the vendor itself, over a connection that was checked: its signature is not looked at.
Result<QJsonObject> claimsFrom(const QString &token, const QString &member)
{
    const QByteArray part = token.section(u'.', 1, 1).toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    const auto json = decoded ? jsonFrom(decoded.decoded) : fail(Error());
    if (part.isEmpty() || !json || !json->isObject())
        return fail(wrongType(member, u"a token with claims"_s));
    return json->toObject();
}

QJsonValue claimIn(const QJsonObject &claims, QLatin1StringView name)
{
    return claims.value(kClaims + name);
}

Result<Token> accessTokenFrom(const QJsonObject &reply, Instant now)
{
    SignedIn signedIn{Secret(reply.value("access_token"_L1).toString().trimmed().toUtf8()), {}};
    if (signedIn.credential.isEmpty())
        return fail(wrongType(u"access_token"_s, u"there"_s));
    if (const QString identity = reply.value("id_token"_L1).toString(); !identity.isEmpty()) {
        const auto claims = claimsFrom(identity, u"id_token"_s);
        if (!claims)
            return fail(claims.error());
        auto api = apiFrom(claimIn(*claims, "webapi_url"_L1), u"webapi_url"_s);
        if (!api)
            return fail(api.error());
        signedIn.api = *std::move(api);
    }
    const double seconds = reply.value("expires_in"_L1).toVariant().toDouble(); // a number, or text
    if (seconds > 0)
        return tokenOf(signedIn, now + std::chrono::seconds(qint64(std::min(seconds, 1e9))));
    return tokenOf(signedIn, {});
}

Result<Token> ticketFrom(const QJsonObject &reply, Instant now)
{
    const auto isSuccess = flagFrom(reply.value("IsSuccessful"_L1), u"IsSuccessful"_s);
    if (!isSuccess)
        return fail(isSuccess.error());
    if (!*isSuccess)
        return fail(
            {ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid, u"system_token"_s, {}, {}, {}, 200});
    const auto claims = claimsFrom(reply.value("Token"_L1).toString(), u"Token"_s);
    if (!claims)
        return fail(claims.error());
    const QString ticket = claimIn(*claims, "ticket"_L1).toString().trimmed();
    if (ticket.isEmpty())
        return fail(wrongType(u"ticket"_s, u"there"_s));
    const auto api = apiFrom(claimIn(*claims, "webapi_url"_L1), u"webapi_url"_s);
    if (!api)
        return fail(api.error());
    return tokenOf({Secret(ticket.toUtf8()), *api}, now + kTicketLife);
}

Result<bool> isRunning(const QJsonObject &reply)
{
    const QJsonValue told = reply.value("IsRunning"_L1);
    if (!told.isNull() && !told.isUndefined())
        return flagFrom(told, u"IsRunning"_s);
    const QString state = reply.value("State"_L1).toString();
    if (state.isEmpty())
        return fail(wrongType(u"IsRunning"_s, u"there"_s));
    return state == "Running"_L1 || state == "OnlineMaintenance"_L1;
}

Error notRunning(const QJsonObject &reply)
{
    const QString tenant = stateWord(reply, u"ContextIdentifier"_s);
    const QString state = stateWord(reply, u"State"_s);
    const QString subject = state.isEmpty() ? tenant : u"%1 (%2)"_s.arg(tenant, state).trimmed();
    return {ErrorKind::Unreachable, Reason::RemoteUnreachable, u"tenant"_s, subject, {}, state, 200};
}

Result<Token> placeFrom(const QJsonObject &reply, Instant now)
{
    const auto runs = isRunning(reply);
    if (!runs)
        return fail(runs.error());
    if (!*runs)
        return fail(notRunning(reply));
    const auto api = apiFrom(reply.value("Api"_L1), u"Api"_s);
    if (!api)
        return fail(api.error());
    if (api->isEmpty())
        return fail(wrongType(u"Api"_s, u"there"_s));
    const auto until = instantFrom(reply.value("ValidUntil"_L1).toString());
    if (!until)
        return tokenOf({{}, *api}, {});
    return tokenOf({{}, *api}, std::max(*until, now + kShortestState));
}

} // namespace

Error refusalOfSignIn(const Response &response)
{
    const auto json = jsonFrom(response.body);
    const QString word = refusalWord(json ? json->toObject() : QJsonObject());
    const auto *known = std::ranges::find(kOAuthRefusals, word, &OAuthRefusal::word);
    if (known != kOAuthRefusals.end())
        return {ErrorKind::NotAuthorised,
                Reason::RemoteTokenInvalid,
                known->field,
                {},
                {},
                word,
                response.status};
    const Error whole{ErrorKind::Failed, Reason::RemoteStatus, {}, {}, {}, word, response.status};
    const std::optional<Error> found = errorOf(response);
    // These say of a Webhook that one thing is wrong. Here the whole account can't be had.
    const bool isOfAll = found && found->kind != ErrorKind::InvalidValue && found->kind != ErrorKind::NotFound
        && found->kind != ErrorKind::Conflict;
    if (!isOfAll)
        return whole;
    return {found->kind, found->reason, {}, {}, {}, word, response.status};
}

Token tokenOf(const SignedIn &signedIn, std::optional<Instant> until)
{
    return {Secret(signedIn.api + '\n' + signedIn.credential.reveal()), until};
}

SignedIn signedInBy(const Token &token)
{
    const QByteArray &value = token.value.reveal();
    const qsizetype line = value.indexOf('\n'); // no address has one
    if (line < 0)
        return {token.value, {}};
    return {Secret(value.sliced(line + 1)), value.first(line)};
}

Result<Token> tokenFrom(const Response &response, Instant now)
{
    if (response.status < 200 || response.status > 299)
        return fail(refusalOfSignIn(response));
    const auto json = jsonFrom(response.body);
    if (!json)
        return fail(json.error());
    const auto reply = objectFrom(*json, u"token"_s);
    if (!reply)
        return fail(reply.error());
    if (reply->contains("IsSuccessful"_L1))
        return ticketFrom(*reply, now);
    if (reply->contains("ContextIdentifier"_L1) || reply->contains("IsRunning"_L1))
        return placeFrom(*reply, now);
    if (reply->value("error"_L1).isString())
        return fail(refusalOfSignIn(response));
    return accessTokenFrom(*reply, now);
}

} // namespace tacklebox::dialects::superoffice
