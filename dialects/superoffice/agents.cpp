// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/agents.h"

#include "dialects/superoffice/changes.h"
#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/vocabulary.h"

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

// Only a POST calls; that says nothing of what the call does.
Result<Request> callTo(const Access &access, const QByteArray &name, Effect effect)
{
    auto request = requestTo(access, "POST", "/Agents/Webhook/" + name);
    if (request)
        request->effect = effect;
    return request;
}

// The calls that take the id in the query: GetWebhook spells it otherwise than DeleteWebhook.
Result<Request> callWithId(const Access &access, const QByteArray &name, const QByteArray &parameter,
                           const SubscriberId &id, Effect effect)
{
    if (auto error = checkId(id))
        return fail(*std::move(error));
    return callTo(access, name + '?' + parameter + '=' + id.value.toLatin1(), effect);
}

Result<Request> listByAgent(const Access &access, const ListFilter &filter)
{
    QJsonObject body;
    if (!filter.name.isEmpty())
        body.insert(u"NameFilter"_s, filter.name);
    if (!filter.event.isEmpty())
        body.insert(u"EventFilter"_s, filter.event);
    if (filter.state)
        body.insert(u"StatusFilter"_s, stateName(*filter.state));
    return withObject(callTo(access, "GetAllWebhooks", Effect::Read), body);
}

Result<Request> proposalByAgent(const Access &access)
{
    return callTo(access, "CreateDefaultWebhook", Effect::Read);
}

Result<Request> showByAgent(const Access &access, const SubscriberId &id)
{
    return callWithId(access, "GetWebhook", "webhookId", id, Effect::Read);
}

Result<Request> createByAgent(const Access &access, const SubscriberDraft &draft)
{
    auto webhook = newWebhook(draft);
    if (webhook)
        webhook->insert(u"WebhookId"_s, 0); // a new one
    return withObject(callTo(access, "SaveWebhook", Effect::Write), webhook);
}

Result<Request> updateByAgent(const Access &access, const SubscriberDraft &draft)
{
    if (auto error = checkId(draft.id.value_or(SubscriberId())))
        return fail(*std::move(error)); // 0 would make a new one
    return withObject(callTo(access, "SaveWebhook", Effect::Write), wholeWebhook(draft));
}

Result<Request> removeByAgent(const Access &access, const SubscriberId &id)
{
    return callWithId(access, "DeleteWebhook", "WebhookId", id, Effect::Write);
}

Result<Request> testByAgent(const Access &access, const SubscriberDraft &draft)
{
    const auto webhook = webhookToTest(draft);
    if (!webhook)
        return fail(webhook.error());
    return withObject(callTo(access, "TestWebhook", Effect::Write),
                      QJsonObject{{u"Webhook"_s, *webhook}}); // REST takes it bare
}

Result<Request> signalByAgent(const Access &access, const Signal &signal)
{
    return withObject(callTo(access, "SignalEvent", Effect::Write),
                      QJsonObject{{u"EventName"_s, signal.event},
                                  {u"PrimaryKey"_s, signal.primaryKey},
                                  {u"Data"_s, signal.data}});
}

Result<Request> lastErrorByAgent(const Access &access, const SubscriberId &id)
{
    if (auto error = checkId(id))
        return fail(*std::move(error));
    return withObject(callTo(access, "GetLastError", Effect::Read),
                      QJsonObject{{u"WebhookId"_s, id.value.toInt()}});
}

} // namespace

const Routes &agentRoutes()
{
    static constexpr Routes kRoutes{.list = listByAgent,
                                    .proposal = proposalByAgent,
                                    .show = showByAgent,
                                    .create = createByAgent,
                                    .update = updateByAgent,
                                    .remove = removeByAgent,
                                    .test = testByAgent,
                                    .signal = signalByAgent,
                                    .lastError = lastErrorByAgent};
    return kRoutes;
}

} // namespace tacklebox::dialects::superoffice
