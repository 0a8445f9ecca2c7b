// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/signin.h"

#include "dialects/superoffice/authorization.h"
#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/signinreply.h"
#include "dialects/superoffice/systemtoken.h"
#include "dialects/superoffice/vocabulary.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr QLatin1StringView kApiPath = "/api/v1"_L1;

QString withoutSlashes(QString url)
{
    while (url.endsWith(u'/'))
        url.chop(1);
    return url;
}

// None: the base URL is a person's own, and its word is the last.
std::optional<QUrl> vendorSite(const Connection &connection)
{
    const QString given = withoutSlashes(settingText(connection, u"auth_url"_s));
    if (!given.isEmpty())
        return QUrl(given);
    // Nobody is signed in at online2.superoffice.com, where a tenant's data is for now.
    const auto place = placeOf(connection.baseUrl, connectionKind());
    return place ? std::optional(QUrl(place->baseUrl)) : std::nullopt;
}

Request jsonRequest(const QByteArray &method, const QUrl &url)
{
    return {method, url, {{"Accept"_ba, kJsonType.toByteArray()}}, {}, Effect::Read};
}

Request refreshRequest(const Access &access)
{
    return tokenRequest(access,
                        siteUrl(access.connection, "/login/common/oauth/tokens"),
                        "refresh_token",
                        {{"refresh_token", access.secret(u"refresh_token"_s)}});
}

std::optional<Request> ticketRequest(const Access &access, Instant now)
{
    const QByteArray proof
        = signedSystemToken(access.secret(u"system_token"_s), access.secret(u"private_key"_s), now);
    if (proof.isEmpty())
        return std::nullopt;
    const auto text = [](const QByteArray &bytes) { return QString::fromUtf8(bytes.trimmed()); };
    const QJsonObject body{{u"SignedSystemToken"_s, text(proof)},
                           {u"ApplicationToken"_s, text(access.secret(u"app_token"_s).reveal())},
                           {u"ContextIdentifier"_s, settingText(access.connection, u"tenant"_s)},
                           {u"ReturnTokenType"_s, u"JWT"_s}};
    Request request
        = jsonRequest("POST", siteUrl(access.connection, "/Login/api/PartnerSystemUser/Authenticate"));
    request.headers.append({"Content-Type"_ba, kJsonType.toByteArray()});
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

// No credential goes with it.
std::optional<Request> stateRequest(const Connection &connection)
{
    const QString tenant = settingText(connection, u"tenant"_s);
    if (tenant.isEmpty() || !vendorSite(connection))
        return std::nullopt;
    return jsonRequest("GET", siteUrl(connection, "/api/state/" + QUrl::toPercentEncoding(tenant)));
}

// Online, the tenant stands between the site and the API.
QByteArray ownAddress(const Connection &connection)
{
    const QString base = withoutSlashes(connection.baseUrl);
    const QByteArray site = QUrl(base).toEncoded();
    const QString tenant = settingText(connection, u"tenant"_s);
    if (!tenant.isEmpty())
        return site + '/' + QUrl::toPercentEncoding(tenant) + kApiPath.data();
    return base.endsWith(kApiPath, Qt::CaseInsensitive) ? site : site + kApiPath.data();
}

// superoffice.com of online.superoffice.com; nothing of an address in numbers.
QString domainOf(const QString &host)
{
    const QString domain = host.section(u'.', 1);
    const bool isName = domain.contains(u'.') && !domain.back().isDigit();
    return isName ? u'.' + domain : QString();
}

bool isOfTenant(const QUrl &api, const QString &tenant)
{
    return tenant.isEmpty() || api.path().split(u'/').contains(tenant, Qt::CaseInsensitive);
}

} // namespace

QUrl siteUrl(const Connection &connection, const QByteArray &path)
{
    const QUrl base(connection.baseUrl);
    const QUrl site = vendorSite(connection).value_or(base.adjusted(QUrl::RemovePath | QUrl::RemoveQuery));
    return QUrl::fromEncoded(site.toEncoded(QUrl::StripTrailingSlash) + path, QUrl::StrictMode);
}

bool isOfSite(const QUrl &told, const QUrl &site)
{
    const QString domain = domainOf(site.host());
    return told.scheme() == site.scheme()
        && (told.host() == site.host() || (!domain.isEmpty() && told.host().endsWith(domain)));
}

Request tokenRequest(const Access &access, const QUrl &url, const QByteArray &grant,
                     const QList<std::pair<QByteArray, Secret>> &proofs)
{
    Request request = jsonRequest("POST", url);
    request.headers.append({"Content-Type"_ba, "application/x-www-form-urlencoded"_ba});
    request.body = "grant_type=" + grant;
    const auto add = [&request](const QByteArray &name, const QByteArray &value) {
        request.body += '&' + name + '=' + QUrl::toPercentEncoding(QString::fromUtf8(value.trimmed()));
    };
    add("client_id", settingText(access.connection, u"client_id"_s).toUtf8());
    add("client_secret", access.secret(u"client_secret"_s).reveal());
    for (const auto &[name, value] : proofs)
        add(name, value.reveal());
    return request;
}

std::optional<Request> signInRequest(const Access &access, Instant now)
{
    Access signedIn = access;
    signedIn.token = tokenOf({Secret("any"), {}}, {});
    if (!authorization(signedIn))
        return std::nullopt;
    const QString scheme = settingText(access.connection, u"auth"_s);
    if (scheme == kOAuth)
        return refreshRequest(access);
    if (scheme == kSystemUser)
        return ticketRequest(access, now);
    return stateRequest(access.connection);
}

bool isSignedInTo(const Connection &connection)
{
    const QString scheme = settingText(connection, u"auth"_s);
    return scheme == kOAuth || scheme == kSystemUser;
}

Result<QByteArray> apiAddress(const Access &access)
{
    const QByteArray told = access.token ? signedInBy(*access.token).api : QByteArray();
    const std::optional<QUrl> site = vendorSite(access.connection);
    if (told.isEmpty() || !site)
        return ownAddress(access.connection);
    const QUrl api = QUrl::fromEncoded(told, QUrl::StrictMode);
    const bool isOurs = isOfSite(api, *site) && isOfTenant(api, settingText(access.connection, u"tenant"_s));
    if (!isOurs)
        return fail({ErrorKind::Failed, Reason::RemoteRedirected, {}, api.host(), {}, {}, 0});
    return told;
}

} // namespace tacklebox::dialects::superoffice
