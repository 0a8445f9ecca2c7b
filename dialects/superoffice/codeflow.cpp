// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/codeflow.h"

#include "core/addressclass.h"
#include "dialects/reply.h"
#include "dialects/superoffice/authorization.h"
#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/signin.h"
#include "dialects/superoffice/signinreply.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr QLatin1StringView kRedirectUri = "redirect_uri"_L1;

Error lacks(const QString &key, Reason reason)
{
    return {ErrorKind::NotAuthorised, reason, key, {}, {}, {}, 0};
}

bool isOfThisComputer(const QString &host)
{
    const auto address = ipAddressFrom(host);
    return host == "localhost"_L1 || (address && classify(*address) == AddressClass::Loopback);
}

QByteArray challengeOf(const Secret &verifier)
{
    return QCryptographicHash::hash(verifier.reveal(), QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

// A person's password is typed into the page, and the app's secret goes with the code.
Result<QUrl> placeFrom(const QJsonObject &told, const QString &member, const QUrl &site)
{
    const auto text = textFrom(told.value(member), member);
    if (!text)
        return fail(text.error());
    const QUrl url(*text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return fail(wrongType(member, u"an address"_s));
    const bool isSafe = url.scheme() == "https"_L1 || isOfThisComputer(url.host());
    if (!isSafe || !isOfSite(url, site))
        return fail({ErrorKind::Failed, Reason::RemoteRedirected, {}, url.host(), {}, {}, 0});
    return url;
}

} // namespace

Result<QUrl> CodeFlow::comesBackTo(const Connection &connection) const
{
    if (settingText(connection, u"auth"_s) != kOAuth)
        return fail({ErrorKind::Unsupported, Reason::NotOfThisApi, {}, {}, {}, {}, 0});
    const QString given = settingText(connection, kRedirectUri);
    if (given.isEmpty())
        return QUrl(u"http://127.0.0.1/callback"_s);
    const QUrl url(given, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "http"_L1 || !url.userInfo().isEmpty() || url.hasQuery()
        || url.hasFragment())
        return fail(invalid(Reason::UrlNotParsed, kRedirectUri, given.left(200)));
    if (!isOfThisComputer(url.host()))
        return fail(invalid(Reason::AddressNotAllowed, kRedirectUri, url.host()));
    return url;
}

Result<Request> CodeFlow::site(const Access &access) const
{
    if (settingText(access.connection, u"client_id"_s).isEmpty())
        return fail(lacks(u"client_id"_s, Reason::Required));
    // The code could do without; the refresh token that it gives can't.
    if (access.secret(u"client_secret"_s).reveal().trimmed().isEmpty())
        return fail(lacks(u"client_secret"_s, Reason::SecretMissing));
    return Request{"GET",
                   siteUrl(access.connection, "/login/.well-known/openid-configuration"),
                   {{"Accept"_ba, kJsonType.toByteArray()}},
                   {},
                   Effect::Read};
}

Result<SignInSite> CodeFlow::readSite(const Access &access, const Response &response) const
{
    if (response.status < 200 || response.status > 299)
        return fail(refusalOfSignIn(response));
    const auto json = jsonFrom(response.body);
    if (!json)
        return fail(json.error());
    const auto told = objectFrom(*json, u"openid-configuration"_s);
    if (!told)
        return fail(told.error());
    const QUrl site = siteUrl(access.connection, {});
    const auto page = placeFrom(*told, u"authorization_endpoint"_s, site);
    if (!page)
        return fail(page.error());
    const auto tokens = placeFrom(*told, u"token_endpoint"_s, site);
    if (!tokens)
        return fail(tokens.error());
    return SignInSite{*page, *tokens};
}

QUrl CodeFlow::page(const Access &access, const SignInSite &site, const SignInProof &proof) const
{
    QByteArray query = site.page.query(QUrl::FullyEncoded).toLatin1();
    const auto add = [&query](const QByteArray &name, const QByteArray &value) {
        query
            += (query.isEmpty() ? "" : "&") + name + '=' + QUrl::toPercentEncoding(QString::fromUtf8(value));
    };
    add("client_id", settingText(access.connection, u"client_id"_s).toUtf8());
    add("scope", "openid");
    add("redirect_uri", proof.comesBackTo.toEncoded());
    add("state", proof.state);
    add("response_type", "code");
    if (const QString tenant = settingText(access.connection, u"tenant"_s); !tenant.isEmpty())
        add("acr_values", "tenant:" + tenant.toUtf8());
    add("code_challenge", challengeOf(proof.verifier));
    add("code_challenge_method", "S256");
    QUrl page = site.page;
    page.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    return page;
}

Request CodeFlow::redeem(const Access &access, const SignInSite &site, const SignInProof &proof,
                         const Secret &code) const
{
    return tokenRequest(access,
                        site.tokens,
                        "authorization_code",
                        {{"code", code},
                         {"redirect_uri", Secret(proof.comesBackTo.toEncoded())},
                         {"code_verifier", proof.verifier}});
}

Result<SignInGain> CodeFlow::readRedeemed(const Response &response, Instant now) const
{
    const QString refresh = u"refresh_token"_s;
    const auto token = tokenFrom(response, now);
    if (!token) {
        Error error = token.error();
        if (error.field == refresh) { // it is the code that was refused: there is none yet
            error.reason = Reason::RemoteSignInRefused;
            error.field.clear();
        }
        return fail(std::move(error));
    }
    const auto json = jsonFrom(response.body);
    const auto kept = json ? textFrom((*json)[refresh], refresh) : fail(json.error());
    if (!kept)
        return fail(kept.error());
    if (kept->trimmed().isEmpty())
        return fail(wrongType(refresh, u"there"_s));
    SignInGain gain{{}, *token};
    gain.kept[refresh] = {SecretEdit::Action::Set, Secret(kept->trimmed().toUtf8()), {}};
    return gain;
}

const CodeFlow &codeFlow()
{
    static const CodeFlow flow;
    return flow;
}

} // namespace tacklebox::dialects::superoffice
