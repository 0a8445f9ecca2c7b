// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/serverfacts.h"

#include "core/foreigntext.h"
#include "dialects/superoffice/requests.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr qsizetype kLongestWord = 100;

QString wordIn(const QJsonObject &reply, QLatin1StringView member)
{
    return foreignText(reply.value(member).toString()).left(kLongestWord).trimmed();
}

// An address with the methods that it has.
bool isRoute(const QString &address, const QJsonValue &methods)
{
    return address.contains(u'/') && (methods.isObject() || methods.isArray());
}

// By REST or by its agent: /api/v1/Webhook/{id}, /api/v1/Agents/Webhook/GetWebhook.
bool isOfWebhooks(const QString &address)
{
    const QString path = address.section(u'?', 0, 0);
    const QStringList segments = path.split(u'/');
    return segments.contains("Webhook"_L1, Qt::CaseInsensitive);
}

} // namespace

Result<Request> versionRequest(const Access &access)
{
    auto request = requestTo(access, "GET", {});
    if (!request)
        return request;
    QByteArray url = request->url.toEncoded();
    if (const qsizetype version = url.lastIndexOf('/'); url.sliced(version).toLower() == "/v1")
        url.truncate(version);
    request->url = QUrl::fromEncoded(url, QUrl::StrictMode);
    return request;
}

QString serviceFrom(const QJsonValue &reply)
{
    const QJsonObject facts = reply.toObject();
    const QString version = wordIn(facts, "NetServerVersion"_L1);
    return version.isEmpty() ? wordIn(facts, "NetServer"_L1) : u"NetServer "_s + version;
}

Result<Request> routesRequest(const Access &access)
{
    return requestTo(access, "GET", {});
}

std::optional<bool> listsWebhooks(const QJsonValue &reply)
{
    const QJsonObject routes = reply.toObject();
    bool hasRoutes = false;
    for (auto route = routes.begin(); route != routes.end(); ++route) {
        if (!isRoute(route.key(), *route))
            continue;
        if (isOfWebhooks(route.key()))
            return true;
        hasRoutes = true;
    }
    return hasRoutes ? std::optional(false) : std::nullopt;
}

} // namespace tacklebox::dialects::superoffice
