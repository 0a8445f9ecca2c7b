// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/planomatic/rows.h"

#include "dialects/lastanswer.h"
#include "dialects/planomatic/statuses.h"
#include "dialects/planomatic/vocabulary.h"
#include "dialects/reply.h"

#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::planomatic {

namespace {

bool isNothing(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
}

// The first of the members that says something.
template<size_t Size>
QLatin1StringView spokenOf(const QJsonObject &row, const std::array<QLatin1StringView, Size> &members)
{
    const auto found = std::ranges::find_if(
        members, [&row](QLatin1StringView member) { return !isNothing(row.value(member)); });
    return found == members.end() ? members.front() : *found;
}

Result<QString> ownIdFrom(const QJsonObject &row)
{
    auto id = textFrom(row.value("id"_L1), u"id"_s);
    if (id && id->isEmpty())
        return fail(wrongType(u"id"_s, u"there"_s));
    return id;
}

// A time that can't be read is not known; what is no text is no time.
Result<std::optional<Instant>> timeFrom(const QJsonObject &row, QLatin1StringView member)
{
    const QJsonValue value = row.value(member);
    if (isNothing(value))
        return std::optional<Instant>();
    if (!value.isString())
        return fail(wrongType(member, u"a time"_s));
    return instantFrom(value.toString());
}

std::optional<Error> wrongTextIn(const QJsonArray &list, const QString &member)
{
    const bool areTexts
        = std::all_of(list.begin(), list.end(), [](const QJsonValue &one) { return one.isString(); });
    return areTexts ? std::nullopt : std::optional(wrongType(member, u"a list of texts"_s));
}

template<typename T>
std::optional<Error> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

// Null and absent are right for every member.
std::optional<Error> wrongMember(const QJsonObject &row)
{
    for (const Field &field : subscriberFields()) {
        const QJsonValue value = row.value(field.key);
        if (isNothing(value))
            continue;
        std::optional<Error> error;
        if (field.kind == FieldKind::Flag)
            error = errorOf(flagFrom(value, field.key));
        else if (field.kind != FieldKind::List)
            error = errorOf(textFrom(value, field.key));
        else if (const auto list = arrayFrom(value, field.key))
            error = wrongTextIn(*list, field.key);
        else
            error = list.error();
        if (error)
            return error;
    }
    return std::nullopt;
}

// A name, an id as a number, or an object with both.
std::optional<Error> readSubscriberOf(const QJsonObject &row, Job &job)
{
    static constexpr std::array kIds{"webhook_out_sub_id"_L1, "webhook_subscriber_id"_L1};
    const QString member = u"webhook_subscriber"_s;
    const QJsonValue value = row.value(member);
    const QJsonObject object = value.toObject();
    const QLatin1StringView idMember = spokenOf(row, kIds);
    QJsonValue id = row.value(idMember);
    if (value.isObject())
        id = object.value("id"_L1);
    else if (value.isDouble())
        id = value;
    const auto idText = textFrom(id, value.isObject() ? member + u".id"_s : QString(idMember));
    if (!idText)
        return idText.error();
    const QJsonValue nameValue = value.isObject() ? object.value("name"_L1) : value;
    const auto name = value.isDouble() ? Result<QString>(QString()) : textFrom(nameValue, member);
    if (!name)
        return name.error();
    job.subscriberId = {*idText};
    job.subscriberName = *name;
    return std::nullopt;
}

struct TextMember
{
    QString Job::*target;
    std::array<QLatin1StringView, 2> names; // the jobs index has two for some
};

std::optional<Error> readTexts(const QJsonObject &row, Job &job)
{
    static constexpr std::array kTexts{
        TextMember{&Job::eventType, {"event_type"_L1, "event"_L1}},
        TextMember{&Job::callbackUrl, {"callback_url"_L1, "endpoint"_L1}},
        TextMember{&Job::status, {"status"_L1, "status"_L1}},
        TextMember{&Job::address, {"address"_L1, "address"_L1}},
    };
    for (const TextMember &text : kTexts) {
        const QLatin1StringView name = spokenOf(row, text.names);
        const auto value = textFrom(row.value(name), name);
        if (!value)
            return value.error();
        job.*text.target = *value;
    }
    const auto order = textFrom(row.value("order_id"_L1), u"order_id"_s);
    if (!order)
        return order.error();
    job.orderId = *order;
    return std::nullopt;
}

} // namespace

Result<QJsonObject> envelopeFrom(const Response &response)
{
    if (auto error = errorFrom(response))
        return fail(std::move(*error));
    auto json = jsonFrom(response.body);
    if (!json) {
        json.error().httpStatus = response.status;
        return fail(json.error());
    }
    return objectFrom(*json, u"reply"_s);
}

Result<QJsonArray> rowsFrom(const QJsonObject &envelope)
{
    const QJsonValue data = envelope.value("data"_L1);
    if (data.isArray())
        return data.toArray();
    const auto object = objectFrom(data, u"data"_s);
    if (!object)
        return fail(object.error());
    return arrayFrom(object->value("results"_L1), u"data.results"_s);
}

Result<QJsonValue> rowFrom(const QJsonObject &envelope, QLatin1StringView name)
{
    const QJsonValue data = envelope.value("data"_L1);
    const QJsonObject object = data.toObject();
    if (data.isArray() || object.contains("results"_L1)) {
        const auto rows = rowsFrom(envelope);
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            return fail({ErrorKind::NotFound, Reason::NoSuchSubscriber, u"id"_s, {}, {}, {}, 0});
        return rows->size() == 1 ? Result<QJsonValue>(rows->first())
                                 : fail(wrongType(u"data"_s, u"one row"_s));
    }
    if (object.isEmpty()) // {} tells as little as no data
        return fail(wrongType(u"data"_s, u"an object"_s));
    return object.contains(name) ? object.value(name) : data;
}

Result<std::optional<qint64>> countFrom(const QJsonObject &envelope)
{
    const QJsonValue inner = envelope.value("data"_L1).toObject().value("count"_L1);
    const auto text = textFrom(isNothing(inner) ? envelope.value("count"_L1) : inner, u"count"_s);
    if (!text)
        return fail(text.error());
    if (text->isEmpty())
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 count = text->toLongLong(&isNumber);
    if (!isNumber || count < 0)
        return fail(wrongType(u"count"_s, u"a count"_s));
    return std::optional(count);
}

Result<QString> tokenFrom(const QJsonObject &envelope)
{
    const QJsonObject data = envelope.value("data"_L1).toObject();
    for (const QJsonValue &place : {data.value("token"_L1),
                                    envelope.value("session"_L1)["token"_L1],
                                    data.value("session"_L1)["token"_L1],
                                    envelope.value("token"_L1)}) {
        if (!isNothing(place) && !place.isString())
            return fail(wrongType(u"token"_s, u"a text"_s));
        if (!place.toString().isEmpty())
            return place.toString();
    }
    return fail(wrongType(u"token"_s, u"there"_s));
}

Result<Subscriber> subscriberFrom(const QJsonValue &value)
{
    const auto row = objectFrom(value, u"webhook_out_sub"_s);
    if (!row)
        return fail(row.error());
    const auto id = ownIdFrom(*row);
    if (!id)
        return fail(id.error());
    if (auto error = wrongMember(*row))
        return fail(std::move(*error));
    const auto createdAt = timeFrom(*row, "created_at"_L1);
    const auto updatedAt = timeFrom(*row, "updated_at"_L1);
    for (const auto *time : {&createdAt, &updatedAt}) {
        if (!*time)
            return fail(time->error());
    }
    Subscriber subscriber;
    subscriber.id = {*id};
    subscriber.fields = *row;
    // Either is a credential wherever this API has it.
    subscriber.fields.remove("token"_L1);
    subscriber.fields.remove("session"_L1);
    subscriber.name = textFrom(row->value("name"_L1), u"name"_s).value();
    subscriber.url = textFrom(row->value("callback_url"_L1), u"callback_url"_s).value();
    const QJsonValue active = row->value("active"_L1);
    subscriber.isActive = flagFrom(active, u"active"_s).value();
    if (!isNothing(active))
        subscriber.state = subscriber.isActive ? SubscriberState::Active : SubscriberState::Stopped;
    subscriber.told.setFlag(Told::Name, row->contains("name"_L1));
    subscriber.told.setFlag(Told::Url, row->contains("callback_url"_L1));
    subscriber.told.setFlag(Told::State, row->contains("active"_L1));
    subscriber.createdAt = *createdAt;
    subscriber.updatedAt = *updatedAt;
    return subscriber;
}

Result<Job> jobFrom(const QJsonValue &value)
{
    const auto row = objectFrom(value, u"webhook_job"_s);
    if (!row)
        return fail(row.error());
    const auto id = ownIdFrom(*row);
    const auto code = codeFrom(row->value("status_code"_L1), u"status_code"_s);
    const auto createdAt = timeFrom(*row, "created_at"_L1);
    const auto lastSentAt = timeFrom(*row, "last_sent_at"_L1);
    Job job;
    for (const auto &error : {errorOf(id),
                              errorOf(code),
                              errorOf(createdAt),
                              errorOf(lastSentAt),
                              readTexts(*row, job),
                              readSubscriberOf(*row, job)}) {
        if (error)
            return fail(*error);
    }
    job.id = {*id};
    job.statusCode = *code;
    job.state = stateAfter(*code);
    const QJsonValue attempts = row->value("attempts"_L1);
    job.attempts = attempts.isDouble() ? std::optional(attempts.toInt()) : std::nullopt;
    job.createdAt = createdAt->value_or(Instant{});
    job.lastSentAt = *lastSentAt;
    return job;
}

} // namespace tacklebox::dialects::planomatic
