// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/superoffice.h"

#include "dialects/reply.h"
#include "dialects/superoffice/changes.h"
#include "dialects/superoffice/errors.h"
#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/rows.h"
#include "dialects/superoffice/usage.h"
#include "dialects/superoffice/vocabulary.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

using superoffice::requestFor;
using superoffice::requestOf;
using superoffice::settingText;
using superoffice::withBody;
using superoffice::withObject;

namespace {

constexpr qsizetype kLongestMessage = 1000; // a target may answer with a page

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
        | Verb::DeleteSubscriber | Verb::Test | Verb::Usage | Verb::TestAtVendor;
    info.subscriberFields = superoffice::webhookFields();
    info.toStart = {{u"State"_s, u"Active"_s}};
    info.toStop = {{u"State"_s, u"Stopped"_s}};
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
                    superoffice::kJsonType,
                    QJsonDocument(signal.data));
}

Result<Request> SuperOffice::testAtVendor(const Access &access, const Response &shown) const
{
    const auto json = jsonOf(shown, errorOf(shown));
    if (!json)
        return fail(json.error());
    const auto webhook = superoffice::webhookFrom(*json);
    if (!webhook)
        return fail(webhook.error());
    SubscriberDraft draft;
    draft.id = webhook->id;
    draft.base = webhook->fields;
    const QByteArray secret = (*json)["Secret"_L1].toString().toUtf8();
    if (!secret.isEmpty())
        draft.secrets[u"Secret"_s] = {SecretEdit::Action::Set, Secret(secret), {}};
    return test(access, draft);
}

Result<Done> SuperOffice::readTestAtVendor(const Response &response) const
{
    const auto result = readTest(response);
    if (!result)
        return fail(result.error());
    if (!result->isSuccess)
        return fail({ErrorKind::Failed,
                     Reason::Unspecified,
                     u"TargetUrl"_s,
                     {},
                     result->message.left(kLongestMessage),
                     {},
                     0});
    return Done{};
}

Result<Request> SuperOffice::usage(const Access &access, const SubscriberId &id) const
{
    return superoffice::usageRequest(access, id);
}

Result<SubscriberUsage> SuperOffice::readUsage(const Response &response, const SubscriberId &id) const
{
    const auto json = jsonOf(response, superoffice::errorOfAgent(response));
    if (!json)
        return fail(json.error());
    return superoffice::usageFrom(*json, id);
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
