// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/superoffice.h"

#include "dialects/reply.h"
#include "dialects/superoffice/authorization.h"
#include "dialects/superoffice/changes.h"
#include "dialects/superoffice/errors.h"
#include "dialects/superoffice/rows.h"
#include "dialects/superoffice/vocabulary.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

constexpr QLatin1StringView kApi = "/api/v1"_L1;
constexpr QByteArrayView kJson = "application/json";

QString settingText(const Connection &connection, const QString &key)
{
    return settingOf(connection, superoffice::connectionKind(), key).toString().trimmed();
}

// Online, the tenant stands between the site and the API.
QByteArray apiOf(const Connection &connection)
{
    QString base = connection.baseUrl;
    while (base.endsWith(u'/'))
        base.chop(1);
    const QString tenant = settingText(connection, u"tenant"_s);
    const QByteArray site = QUrl(base).toEncoded();
    if (!tenant.isEmpty())
        return site + '/' + QUrl::toPercentEncoding(tenant) + kApi.data();
    return base.endsWith(kApi, Qt::CaseInsensitive) ? site : site + kApi.data();
}

// `segments` are somebody else's words: each stays one segment.
Result<Request> requestOf(const Access &access, const QByteArray &method, const QStringList &segments)
{
    auto headers = superoffice::authorization(access);
    if (!headers)
        return fail(headers.error());
    headers->append({{"Accept"_ba, kJson.toByteArray()}, {"SO-Language"_ba, "*"_ba}});
    QByteArray url = apiOf(access.connection) + "/Webhook";
    for (const QString &segment : segments)
        url += '/' + QUrl::toPercentEncoding(segment);
    const Effect effect = method == "GET" ? Effect::Read : Effect::Write;
    return Request{method, QUrl::fromEncoded(url, QUrl::StrictMode), std::move(*headers), {}, effect};
}

// Any other word would be another route: `default`, `Test`.
Result<Request> requestFor(const Access &access, const QByteArray &method, const SubscriberId &id,
                           const QStringList &segments = {})
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (id.isEmpty() || !std::ranges::all_of(id.value, isDigit))
        return fail({ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, id.value.left(100), {}, {}, 0});
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

// The same, for a body that may not have come to be.
Result<Request> withObject(Result<Request> request, const Result<QJsonObject> &body)
{
    if (!body)
        return fail(body.error());
    return withBody(std::move(request), kJson, QJsonDocument(*body));
}

Result<QJsonValue> jsonOf(const Response &response, const std::optional<Error> &error)
{
    if (error)
        return fail(*error);
    return jsonFrom(response.body);
}

// A member asked for as `category/id` comes within `category`. The server looks at no case.
bool isAskedFor(const QString &key, const QStringList &members)
{
    return std::ranges::any_of(members, [&key](const QString &member) {
        return member.section(u'/', 0, 0).trimmed().compare(key, Qt::CaseInsensitive) == 0;
    });
}

} // namespace

const ConnectionKind &SuperOffice::kind() const
{
    return superoffice::connectionKind();
}

BackendInfo SuperOffice::info(const Connection &connection) const
{
    BackendInfo info;
    info.connection = connection.name;
    info.kind = kind().name;
    info.environment = connection.environment;
    info.verbs = Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber
        | Verb::DeleteSubscriber | Verb::Test;
    info.subscriberFields = superoffice::webhookFields();
    info.knownEvents = superoffice::knownEvents();
    return info;
}

Result<Token> SuperOffice::readToken(const Response &, Instant) const
{
    return notOfThisApi();
}

Result<Request> SuperOffice::logIn(const Access &, const Secret &) const
{
    return notOfThisApi();
}

Result<Request> SuperOffice::check(const Access &access) const
{
    return listSubscribers(access);
}

Result<Request> SuperOffice::listSubscribers(const Access &access) const
{
    return listSubscribers(access, Filter());
}

Result<Request> SuperOffice::listSubscribers(const Access &access, const Filter &filter) const
{
    auto request = requestOf(access, "GET", {});
    if (!request)
        return request;
    QByteArrayList query;
    const auto add = [&query](const QByteArray &name, const QString &value) {
        if (!value.isEmpty())
            query.append(name + '=' + QUrl::toPercentEncoding(value));
    };
    add("nameFilter"_ba, filter.name);
    add("eventFilter"_ba, filter.event);
    add("statusFilter"_ba, filter.state ? superoffice::stateName(*filter.state) : QString());
    if (!query.isEmpty())
        request->url.setQuery(QString::fromLatin1(query.join('&')), QUrl::StrictMode);
    return request;
}

Result<Listed<Subscriber>> SuperOffice::readSubscribers(const Response &response) const
{
    const auto json = jsonOf(response, superoffice::errorOfAgent(response));
    if (!json)
        return fail(json.error());
    const auto webhooks = arrayFrom(*json, u"Webhooks"_s);
    if (!webhooks)
        return fail(webhooks.error());
    auto rows = allFrom<Subscriber>(*webhooks, superoffice::webhookFrom);
    if (!rows)
        return fail(rows.error());
    const qint64 count = rows->size();
    return Listed<Subscriber>{*std::move(rows), count};
}

Result<Request> SuperOffice::showSubscriber(const Access &access, const SubscriberId &id) const
{
    return requestFor(access, "GET", id);
}

Result<Subscriber> SuperOffice::readSubscriber(const Response &response) const
{
    const auto json = jsonOf(response, errorOf(response));
    if (!json)
        return fail(json.error());
    return superoffice::webhookFrom(*json);
}

Result<Request> SuperOffice::saveSubscriber(const Access &access, const SubscriberDraft &draft) const
{
    if (!draft.id)
        return withObject(requestOf(access, "POST", {}), superoffice::newWebhook(draft));
    auto request = requestFor(access, "PATCH", *draft.id);
    const std::optional<QByteArray> since = superoffice::unmodifiedSince(draft.base);
    if (settingText(access.connection, u"patch"_s) == "merge"_L1 && since) {
        const auto merge = superoffice::mergePatchOf(draft);
        if (!merge)
            return fail(merge.error());
        if (*merge && request)
            request->headers.append({"If-Unmodified-Since"_ba, *since});
        if (*merge)
            return withBody(std::move(request), "application/merge-patch+json", QJsonDocument(**merge));
    }
    const auto patch = superoffice::jsonPatchOf(draft);
    if (!patch)
        return fail(patch.error());
    return withBody(std::move(request), "application/json-patch+json", QJsonDocument(*patch));
}

Result<Request> SuperOffice::removeSubscriber(const Access &access, const SubscriberId &id) const
{
    return requestFor(access, "DELETE", id);
}

Result<Request> SuperOffice::defaultSubscriber(const Access &access) const
{
    return requestOf(access, "GET", {u"default"_s});
}

Result<Fields> SuperOffice::readDefault(const Response &response) const
{
    const auto json = jsonOf(response, superoffice::errorOfAgent(response));
    if (!json)
        return fail(json.error());
    return superoffice::proposalFrom(*json);
}

Result<Request> SuperOffice::replace(const Access &access, const SubscriberDraft &draft) const
{
    const SubscriberId id = draft.id.value_or(SubscriberId());
    return withObject(requestFor(access, "PUT", id), superoffice::wholeWebhook(draft));
}

Result<Request> SuperOffice::test(const Access &access, const SubscriberDraft &draft) const
{
    return withObject(requestOf(access, "POST", {u"Test"_s}), superoffice::webhookToTest(draft));
}

Result<SuperOffice::TestResult> SuperOffice::readTest(const Response &response) const
{
    const auto json = jsonOf(response, superoffice::errorOfAgent(response));
    if (!json)
        return fail(json.error());
    const auto reply = objectFrom(*json, u"WebhookResult"_s);
    if (!reply)
        return fail(reply.error());
    const auto isSuccess = flagFrom(reply->value("Success"_L1), u"Success"_s);
    if (!isSuccess)
        return fail(isSuccess.error());
    const auto message = textFrom(reply->value("Message"_L1), u"Message"_s);
    if (!message)
        return fail(message.error());
    return TestResult{*isSuccess, *message};
}

Result<Request> SuperOffice::signal(const Access &access, const Signal &signal) const
{
    if (signal.event.trimmed().isEmpty())
        return fail(invalid(Reason::Required, u"eventName"_s));
    return withBody(requestOf(access, "POST", {signal.event, QString::number(signal.primaryKey)}),
                    kJson,
                    QJsonDocument(signal.data));
}

Result<Request> SuperOffice::lastError(const Access &access, const SubscriberId &id) const
{
    return requestFor(access, "GET", id, {u"LastError"_s});
}

Result<QString> SuperOffice::readLastError(const Response &response) const
{
    if (auto error = errorOf(response))
        return fail(std::move(*error));
    if (response.body.trimmed().isEmpty())
        return QString();
    const auto json = jsonFrom(response.body);
    if (!json)
        return fail(json.error());
    return textFrom(*json, u"LastError"_s);
}

Result<Request> SuperOffice::selecting(Request request, const QStringList &members)
{
    const QString last = request.url.path().section(u'/', -1);
    bool isNumber = false;
    last.toLongLong(&isNumber);
    const bool canSelect = request.method == "PATCH" || request.method == "PUT"
        || (request.method == "POST" && last == "Webhook"_L1) || (request.method == "GET" && isNumber);
    if (!canSelect)
        return notOfThisApi();
    if (!members.isEmpty()) {
        const QByteArray list = QUrl::toPercentEncoding(members.join(u','), ",/");
        request.url.setQuery(u"$select="_s + QString::fromLatin1(list), QUrl::StrictMode);
    }
    return request;
}

Result<Fields> SuperOffice::readSelected(const Response &response, const QStringList &members) const
{
    const auto json = jsonOf(response, errorOf(response));
    if (!json)
        return fail(json.error());
    auto fields = superoffice::proposalFrom(*json);
    if (!fields)
        return fields;
    for (const QString &key : fields->keys()) {
        if (!members.isEmpty() && !isAskedFor(key, members))
            fields->remove(key);
    }
    return fields;
}

Result<Request> SuperOffice::listJobs(const Access &, const JobQuery &, const SubscriberId &) const
{
    return notOfThisApi();
}

Result<Listed<Job>> SuperOffice::readJobs(const Response &, const SubscriberId &) const
{
    return notOfThisApi();
}

Result<Request> SuperOffice::replay(const Access &, const JobId &) const
{
    return notOfThisApi();
}

std::optional<Error> SuperOffice::errorOf(const Response &response) const
{
    return superoffice::errorOf(response);
}

} // namespace tacklebox::dialects
