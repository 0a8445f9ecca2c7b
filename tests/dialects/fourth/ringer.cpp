// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "ringer.h"

#include "dialects/connectionfields.h"
#include "dialects/lastanswer.h"
#include "dialects/reply.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::test {

namespace {

Field ringField(const QString &key, FieldKind kind, FieldRule rule)
{
    Field field;
    field.key = key;
    field.kind = kind;
    field.rule = rule;
    return field;
}

const std::vector<Field> &ringFields()
{
    static const std::vector<Field> fields = [] {
        Field label = ringField(u"label"_s, FieldKind::Text, FieldRule::NotEmpty);
        label.isName = true;
        Field to = ringField(u"to"_s, FieldKind::Url, FieldRule::CallbackUrl);
        to.sensitivity = FieldSensitivity::MayHoldCredentials;
        Field kinds = ringField(u"kinds"_s, FieldKind::List, FieldRule::Anything);
        kinds.group = FieldGroup::Triggers;
        kinds.choices = {u"knock"_s, u"push"_s};
        return std::vector<Field>{label, to, ringField(u"on"_s, FieldKind::Flag, FieldRule::Anything), kinds};
    }();
    return fields;
}

Result<Request> requestOf(const Access &access, const QByteArray &method, const QStringList &segments,
                          const QJsonObject &body = {})
{
    const Secret token = access.secret(u"token"_s);
    if (token.isEmpty())
        return fail({ErrorKind::NotAuthorised, Reason::SecretMissing, u"token"_s, {}, {}, {}, 0});
    QByteArray path;
    for (const QString &segment : segments)
        path += '/' + QUrl::toPercentEncoding(segment);
    Request request{method,
                    QUrl::fromEncoded(access.connection.baseUrl.toUtf8() + path, QUrl::StrictMode),
                    {{"Authorization"_ba, "Bearer " + token.reveal()}},
                    {},
                    method == "GET" ? Effect::Read : Effect::Write};
    if (!body.isEmpty()) {
        request.headers.append({"Content-Type"_ba, "application/json"_ba});
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    return request;
}

Result<Subscriber> ringFrom(const QJsonValue &value)
{
    const auto ring = objectFrom(value, u"ring"_s);
    if (!ring)
        return fail(ring.error());
    const auto id = textFrom(ring->value("id"_L1), u"id"_s);
    const auto label = textFrom(ring->value("label"_L1), u"label"_s);
    const auto to = textFrom(ring->value("to"_L1), u"to"_s);
    for (const auto *text : {&id, &label, &to}) {
        if (!*text)
            return fail(text->error());
    }
    const auto isOn = flagFrom(ring->value("on"_L1), u"on"_s);
    if (!isOn)
        return fail(isOn.error());
    if (id->isEmpty())
        return fail(wrongType(u"id"_s, u"there"_s));
    Subscriber subscriber;
    subscriber.id = {*id};
    subscriber.name = *label;
    subscriber.url = *to;
    subscriber.told.setFlag(Told::Name, ring->contains("label"_L1));
    subscriber.told.setFlag(Told::Url, ring->contains("to"_L1));
    subscriber.told.setFlag(Told::State, ring->contains("on"_L1));
    subscriber.isActive = *isOn;
    if (ring->contains("on"_L1))
        subscriber.state = *isOn ? SubscriberState::Active : SubscriberState::Stopped;
    subscriber.fields = *ring;
    return subscriber;
}

Result<Job> callFrom(const QJsonValue &value)
{
    const auto call = objectFrom(value, u"call"_s);
    if (!call)
        return fail(call.error());
    const auto id = textFrom(call->value("id"_L1), u"id"_s);
    const auto ring = textFrom(call->value("ring"_L1), u"ring"_s);
    const auto kind = textFrom(call->value("kind"_L1), u"kind"_s);
    for (const auto *text : {&id, &ring, &kind}) {
        if (!*text)
            return fail(text->error());
    }
    const auto code = codeFrom(call->value("answer"_L1), u"answer"_s);
    if (!code)
        return fail(code.error());
    Job job;
    job.id = {*id};
    job.subscriberId = {*ring};
    job.eventType = *kind;
    job.statusCode = *code;
    job.state = stateAfter(*code);
    job.createdAt = instantFrom(call->value("at"_L1).toString()).value_or(Instant{});
    return job;
}

// The member's rows, each read.
template<typename T, typename Read>
Result<Listed<T>> listedFrom(const Response &response, const QString &member, Read read)
{
    const auto json = jsonFrom(response.body);
    if (!json)
        return fail(json.error());
    const auto values = arrayFrom((*json)[member], member);
    if (!values)
        return fail(values.error());
    auto rows = allFrom<T>(*values, read);
    if (!rows)
        return fail(rows.error());
    return Listed<T>{*std::move(rows), {}};
}

} // namespace

const ConnectionKind &Ringer::kind() const
{
    static const ConnectionKind kind = [] {
        ConnectionKind made;
        made.name = u"ringer"_s;
        made.vendor = u"Ringer"_s;
        made.secrets = {secretField(u"token"_s)};
        return made;
    }();
    return kind;
}

BackendInfo Ringer::info(const Connection &connection) const
{
    BackendInfo info;
    info.connection = connection.name;
    info.kind = kind().name;
    info.environment = connection.environment;
    info.verbs = Verb::ListSubscribers | Verb::CreateSubscriber | Verb::EditSubscriber
        | Verb::DeleteSubscriber | Verb::ListJobs | Verb::Replay | Verb::Test;
    info.subscriberFields = ringFields();
    info.toStart = {{u"on"_s, true}};
    info.toStop = {{u"on"_s, false}};
    info.knownEvents = {u"knock"_s, u"push"_s};
    info.filterEvents = info.knownEvents;
    info.filterStates = {JobState::Delivered, JobState::Failed, JobState::Unknown};
    info.jobSorts = {JobSort::Created, JobSort::StatusCode, JobSort::EventType};
    return info;
}

Result<Token> Ringer::readToken(const Response &, Instant) const
{
    return notOfThisApi();
}

Result<Request> Ringer::logIn(const Access &, const Secret &) const
{
    return notOfThisApi();
}

Result<Request> Ringer::check(const Access &access) const
{
    return listSubscribers(access);
}

Result<Request> Ringer::listSubscribers(const Access &access) const
{
    return requestOf(access, "GET", {u"rings"_s});
}

Result<Listed<Subscriber>> Ringer::readSubscribers(const Response &response) const
{
    if (auto error = errorOf(response))
        return fail(*std::move(error));
    return listedFrom<Subscriber>(response, u"rings"_s, ringFrom);
}

Result<Request> Ringer::showSubscriber(const Access &access, const SubscriberId &id) const
{
    return requestOf(access, "GET", {u"rings"_s, id.value});
}

Result<Subscriber> Ringer::readSubscriber(const Response &response) const
{
    if (auto error = errorOf(response))
        return fail(*std::move(error));
    return jsonFrom(response.body).and_then(ringFrom);
}

Result<Request> Ringer::saveSubscriber(const Access &access, const SubscriberDraft &draft) const
{
    if (const std::vector<Error> found = findings(ringFields(), draft); !found.empty())
        return fail(found.front());
    return draft.id ? requestOf(access, "PATCH", {u"rings"_s, draft.id->value}, draft.changes)
                    : requestOf(access, "POST", {u"rings"_s}, draft.changes);
}

Result<Request> Ringer::removeSubscriber(const Access &access, const SubscriberId &id) const
{
    return requestOf(access, "DELETE", {u"rings"_s, id.value});
}

Result<Request> Ringer::listJobs(const Access &access, const JobQuery &, const SubscriberId &) const
{
    return requestOf(access, "GET", {u"calls"_s});
}

Result<Listed<Job>> Ringer::readJobs(const Response &response, const SubscriberId &) const
{
    if (auto error = errorOf(response))
        return fail(*std::move(error));
    return listedFrom<Job>(response, u"calls"_s, callFrom);
}

Result<Request> Ringer::replay(const Access &access, const JobId &id) const
{
    return requestOf(access, "POST", {u"calls"_s, id.value, u"again"_s});
}

std::optional<Error> Ringer::errorOf(const Response &response) const
{
    if (response.status >= 200 && response.status <= 299)
        return std::nullopt;
    Error error{ErrorKind::Failed, Reason::RemoteStatus, {}, {}, {}, {}, response.status};
    if (response.status == 401) {
        error.kind = ErrorKind::NotAuthorised;
        error.reason = Reason::RemoteTokenInvalid;
    } else if (response.status == 404) {
        error.kind = ErrorKind::NotFound;
        error.reason = Reason::NoSuchSubscriber;
    } else if (response.status == 422) {
        error.kind = ErrorKind::InvalidValue;
        error.reason = Reason::RemoteParameterInvalid;
        error.field = jsonFrom(response.body).value_or(QJsonValue())["at"_L1].toString();
    } else if (response.status >= 500) {
        error.reason = Reason::RemoteCrash;
    }
    return error;
}

} // namespace tacklebox::dialects::test
