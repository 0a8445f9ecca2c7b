// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/requests.h"

#include "dialects/superoffice/authorization.h"
#include "dialects/superoffice/signin.h"
#include "dialects/superoffice/vocabulary.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

bool isNumber(const SubscriberId &id)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    return !id.isEmpty() && std::ranges::all_of(id.value, isDigit);
}

} // namespace

QString settingText(const Connection &connection, const QString &key)
{
    return settingOf(connection, connectionKind(), key).toString().trimmed();
}

Result<Request> requestTo(const Access &access, const QByteArray &method, const QByteArray &path)
{
    auto headers = authorization(access);
    if (!headers)
        return fail(headers.error());
    headers->append({{"Accept"_ba, kJsonType.toByteArray()}, {"SO-Language"_ba, "*"_ba}});
    const auto api = apiAddress(access);
    if (!api)
        return fail(api.error());
    const QUrl url = QUrl::fromEncoded(*api + path, QUrl::StrictMode);
    const Effect effect = method == "GET" ? Effect::Read : Effect::Write;
    const bool isNegotiated = settingText(access.connection, u"auth"_s) == kNegotiate;
    return Request{method, url, std::move(*headers), {}, effect, isNegotiated};
}

std::optional<Error> checkId(const SubscriberId &id)
{
    return isNumber(id)
        ? std::nullopt
        : std::optional(
            Error{ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, id.value.left(100), {}, {}, 0});
}

Result<Request> requestOf(const Access &access, const QByteArray &method, const QStringList &segments)
{
    QByteArray path = "/Webhook";
    for (const QString &segment : segments)
        path += '/' + QUrl::toPercentEncoding(segment);
    return requestTo(access, method, path);
}

Result<Request> requestFor(const Access &access, const QByteArray &method, const SubscriberId &id,
                           const QStringList &segments)
{
    if (auto error = checkId(id))
        return fail(*std::move(error));
    return requestOf(access, method, QStringList{id.value} + segments);
}

Result<Request> withBody(Result<Request> request, QByteArrayView contentType, const QJsonDocument &body)
{
    if (request) {
        request->headers.append({"Content-Type"_ba, contentType.toByteArray()});
        request->body = body.toJson(QJsonDocument::Compact);
    }
    return request;
}

Result<Request> withObject(Result<Request> request, const Result<QJsonObject> &body)
{
    if (!body)
        return fail(body.error());
    return withBody(std::move(request), kJsonType, QJsonDocument(*body));
}

Result<Request> forDisplay(Result<Request> request, const Connection &connection)
{
    if (!request)
        return request;
    const auto display = displayHeaders(connection);
    if (!display)
        return fail(display.error());
    if (valueOf(*display, "SO-Language"))
        request->headers.removeIf([](const Header &header) { return header.name == "SO-Language"; });
    request->headers.append(*display);
    return request;
}

} // namespace tacklebox::dialects::superoffice
