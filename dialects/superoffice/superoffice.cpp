// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/superoffice.h"

#include "core/clock.h"
#include "core/foreigntext.h"
#include "dialects/reply.h"
#include "dialects/superoffice/errors.h"
#include "dialects/superoffice/requests.h"
#include "dialects/superoffice/rest.h"
#include "dialects/superoffice/rows.h"
#include "dialects/superoffice/selection.h"
#include "dialects/superoffice/serverfacts.h"
#include "dialects/superoffice/signin.h"
#include "dialects/superoffice/signinreply.h"
#include "dialects/superoffice/usage.h"
#include "dialects/superoffice/vocabulary.h"

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

using superoffice::routesOf;

namespace {

Result<QJsonValue> jsonOf(const Response &response, const std::optional<Error> &error)
{
    if (error)
        return fail(*error);
    return jsonFrom(response.body);
}

// Of one alone: null is an agent's word for one that isn't there.
Result<QJsonValue> oneIn(const Response &response)
{
    const auto json = jsonOf(response, superoffice::errorOf(response));
    if (json && json->isNull())
        return fail({ErrorKind::NotFound, Reason::NoSuchSubscriber, {}, {}, {}, {}, response.status});
    return json;
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
        | Verb::DeleteSubscriber | Verb::Test | Verb::Usage | Verb::TestAtVendor | Verb::Publish;
    info.subscriberFields = superoffice::webhookFields();
    info.toStart = {{u"State"_s, u"Active"_s}};
    info.toStop = {{u"State"_s, u"Stopped"_s}};
    info.knownEvents = superoffice::knownEvents();
    info.tellsConflicts = !superoffice::isByAgent(connection);
    info.selectsAnswer = info.tellsConflicts; // a save by the agent takes no $select
    info.savingCallsTarget = FieldNeed{u"Type"_s, {u"webhook"_s}}; // a script is run, not called
    info.bareEvent = "{\n    \"PrimaryKey\": null\n}"; // of the row that it happened to: a person's to say
    return info;
}

std::optional<Request> SuperOffice::signIn(const Access &access) const
{
    return superoffice::signInRequest(access, SystemClock().now()); // the vendor compares the minute
}

Result<Token> SuperOffice::readToken(const Response &response, Instant now) const
{
    return superoffice::tokenFrom(response, now);
}

bool SuperOffice::endsTokensBy403(const Connection &connection) const
{
    return superoffice::isSignedInTo(connection);
}

Result<Request> SuperOffice::check(const Access &access) const
{
    return listSubscribers(access);
}

Result<Done> SuperOffice::readCheck(const Response &response) const
{
    return readSubscribers(response).map([](const Listed<Subscriber> &) { return Done{}; });
}

Result<Request> SuperOffice::listSubscribers(const Access &access) const
{
    return listSubscribers(access, Filter());
}

bool SuperOffice::narrowsSubscribers(const SubscriberQuery &query) const
{
    return !query.name.isEmpty() || !query.event.isEmpty() || query.isActive == true;
}

Result<Request> SuperOffice::listSubscribers(const Access &access, const SubscriberQuery &query) const
{
    Filter filter{query.name, query.event, {}};
    if (query.isActive == true)
        filter.state = SubscriberState::Active; // of those that aren't, the server names one state at a time
    return listSubscribers(access, filter);
}

Result<Request> SuperOffice::listSubscribers(const Access &access, const Filter &filter) const
{
    return routesOf(access.connection).list(access, filter);
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
    return routesOf(access.connection).show(access, id);
}

Result<Subscriber> SuperOffice::readSubscriber(const Response &response) const
{
    const auto json = oneIn(response);
    if (!json)
        return fail(json.error());
    return superoffice::webhookFrom(*json);
}

Result<Request> SuperOffice::saveSubscriber(const Access &access, const SubscriberDraft &draft) const
{
    const auto &routes = routesOf(access.connection);
    return draft.id ? routes.update(access, draft) : routes.create(access, draft);
}

SecretEdits SuperOffice::secretsToCarry(const Response &shown) const
{
    const auto json = jsonOf(shown, errorOf(shown));
    return json ? superoffice::secretsIn(*json) : SecretEdits();
}

Result<Request> SuperOffice::removeSubscriber(const Access &access, const SubscriberId &id) const
{
    return routesOf(access.connection).remove(access, id);
}

Result<Request> SuperOffice::newSubscriber(const Access &access) const
{
    return routesOf(access.connection).proposal(access);
}

Result<Fields> SuperOffice::readDefault(const Response &response) const
{
    const auto json = jsonOf(response, superoffice::errorOfAgent(response));
    if (!json)
        return fail(json.error());
    return superoffice::proposalFrom(*json);
}

Result<Fields> SuperOffice::readNewSubscriber(const Response &response) const
{
    const auto proposal = readDefault(response);
    if (!proposal)
        return proposal;
    Fields fields;
    for (const Field &field : superoffice::webhookFields()) {
        const QJsonValue value = proposal->value(field.key);
        if (!value.isUndefined() && !value.isNull())
            fields.insert(field.key, value);
    }
    return fields;
}

Result<Request> SuperOffice::replace(const Access &access, const SubscriberDraft &draft) const
{
    return superoffice::replaceRequest(access, draft);
}

Result<Request> SuperOffice::test(const Access &access, const SubscriberDraft &draft) const
{
    return routesOf(access.connection).test(access, draft);
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
    return routesOf(access.connection).signal(access, signal);
}

Result<Request> SuperOffice::publish(const Access &access, const EventDraft &event) const
{
    const auto own = superoffice::signalFrom(event);
    if (!own)
        return fail(own.error());
    return signal(access, *own);
}

Result<Request> SuperOffice::testAtVendor(const Access &access, const Response &shown) const
{
    const auto json = oneIn(shown);
    if (!json)
        return fail(json.error());
    const auto webhook = superoffice::webhookFrom(*json);
    if (!webhook)
        return fail(webhook.error());
    SubscriberDraft draft;
    draft.id = webhook->id;
    draft.base = webhook->fields;
    draft.carried = superoffice::secretsIn(*json);
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
                     foreignText(result->message), // a target may answer with a page
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
    return superoffice::forDisplay(routesOf(access.connection).lastError(access, id), access.connection);
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

Result<Request> SuperOffice::selectMembers(const Access &access, const SubscriberId &id,
                                           const QStringList &members) const
{
    return superoffice::selecting(showSubscriber(access, id), members);
}

Result<Fields> SuperOffice::readMembers(const Response &response, const QStringList &members) const
{
    const auto json = oneIn(response);
    if (!json)
        return fail(json.error());
    return superoffice::selectedFrom(*json, members);
}

Result<Request> SuperOffice::service(const Access &access) const
{
    return superoffice::versionRequest(access);
}

QString SuperOffice::readService(const Response &response) const
{
    const auto json = jsonOf(response, errorOf(response));
    return json ? superoffice::serviceFrom(*json) : QString();
}

Result<Request> SuperOffice::routesAfter(const Access &access, const Error &ofCheck) const
{
    return ofCheck.httpStatus == 404 ? superoffice::routesRequest(access) : notOfThisApi();
}

Error SuperOffice::readRoutes(const Response &response, const Error &ofCheck) const
{
    const auto json = jsonOf(response, errorOf(response));
    const bool mayHave = !json || superoffice::listsWebhooks(*json).value_or(true);
    return mayHave ? ofCheck
                   : Error{ErrorKind::Unsupported, Reason::RemoteWithoutWebhooks, {}, {}, {}, {}, 404};
}

Result<Request> SuperOffice::listJobs(const Access &, const JobQuery &, const SubscriberId &) const
{
    return notOfThisApi();
}

Result<Listed<Job>> SuperOffice::readJobs(const Response &, const SubscriberId &) const
{
    return notOfThisApi();
}

std::optional<Error> SuperOffice::errorOf(const Response &response) const
{
    return superoffice::errorOf(response);
}

} // namespace tacklebox::dialects
