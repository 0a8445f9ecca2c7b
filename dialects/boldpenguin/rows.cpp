// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/boldpenguin/rows.h"

#include "dialects/lastanswer.h"
#include "dialects/reply.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::boldpenguin {

namespace {

std::optional<Instant> timeFrom(const QJsonObject &object, const QString &member)
{
    return instantFrom(object.value(member).toString());
}

// A secret is known to be set, and goes no further.
void insert(Fields &fields, Subscriber &subscriber, const QString &key, const QJsonValue &value)
{
    if (key == "secret"_L1)
        subscriber.secrets[key] = {!value.toString().isEmpty(), {}};
    else
        fields.insert(key, value);
}

// The config's members beside the others.
Result<Fields> flattened(const QJsonObject &hook, Subscriber &subscriber)
{
    Fields fields;
    for (auto member = hook.begin(); member != hook.end(); ++member) {
        if (member.key() != "config"_L1)
            insert(fields, subscriber, member.key(), *member);
    }
    const QJsonValue config = hook.value("config"_L1);
    if (config.isUndefined() || config.isNull())
        return fields;
    const auto members = objectFrom(config, u"config"_s);
    if (!members)
        return fail(members.error());
    for (auto member = members->begin(); member != members->end(); ++member)
        insert(fields, subscriber, member.key(), *member);
    return fields;
}

} // namespace

Result<Subscriber> hookFrom(const QJsonValue &value)
{
    const auto hook = objectFrom(value, u"hook"_s);
    if (!hook)
        return fail(hook.error());
    Subscriber subscriber;
    const auto id = textFrom(hook->value("id"_L1), u"id"_s);
    if (!id)
        return fail(id.error());
    if (id->isEmpty())
        return fail(wrongType(u"id"_s, u"there"_s));
    subscriber.id = {*id};
    subscriber.uuid = *id;
    const auto isActive = flagFrom(hook->value("active"_L1), u"active"_s);
    if (!isActive)
        return fail(isActive.error());
    if (hook->contains("active"_L1)) {
        subscriber.isActive = *isActive;
        subscriber.state = *isActive ? SubscriberState::Active : SubscriberState::Stopped;
        subscriber.told.setFlag(Told::State);
    }
    if (hook->contains("events"_L1) && !hook->value("events"_L1).isNull()) {
        const auto events = arrayFrom(hook->value("events"_L1), u"events"_s);
        if (!events)
            return fail(events.error());
        const bool areTexts
            = std::ranges::all_of(*events, [](const QJsonValue &one) { return one.isString(); });
        if (!areTexts)
            return fail(wrongType(u"events"_s, u"a list of texts"_s));
    }
    auto fields = flattened(*hook, subscriber);
    if (!fields)
        return fail(fields.error());
    subscriber.fields = std::move(*fields);
    const auto url = textFrom(subscriber.fields.value("url"_L1), u"config.url"_s);
    if (!url)
        return fail(url.error());
    subscriber.url = *url;
    subscriber.told.setFlag(Told::Url, subscriber.fields.contains("url"_L1));
    subscriber.createdAt = timeFrom(*hook, u"created_at"_s);
    subscriber.updatedAt = timeFrom(*hook, u"updated_at"_s);
    return subscriber;
}

Result<Job> requestFrom(const QJsonValue &value, const SubscriberId &hook)
{
    const auto request = objectFrom(value, u"request"_s);
    if (!request)
        return fail(request.error());
    const auto id = textFrom(request->value("id"_L1), u"id"_s);
    if (!id)
        return fail(id.error());
    if (id->isEmpty())
        return fail(wrongType(u"id"_s, u"there"_s));
    const auto code = codeFrom(request->value("response_status"_L1), u"response_status"_s);
    if (!code)
        return fail(code.error());
    Job job;
    job.id = {hook.value + u'/' + *id};
    job.uuid = *id;
    job.subscriberId = hook;
    job.eventType = request->value("event"_L1).toString();
    job.statusCode = *code;
    job.state = stateAfter(*code);
    job.attempts.reset(); // the last delivery is all that is told
    const std::optional<Instant> enqueued = timeFrom(*request, u"enqueued_at"_s);
    const std::optional<Instant> created = timeFrom(*request, u"created_at"_s);
    job.createdAt = created.value_or(enqueued.value_or(Instant{}));
    if (*code)
        job.lastSentAt = timeFrom(*request, u"updated_at"_s);
    return job;
}

} // namespace tacklebox::dialects::boldpenguin
