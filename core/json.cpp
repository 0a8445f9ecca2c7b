// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/json.h"

#include "core/fleetid.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>
#include <QStringDecoder>

#include <cmath>

namespace tacklebox {

using namespace Qt::StringLiterals;

namespace json {

namespace {

std::string word(QLatin1StringView text)
{
    return {text.data(), size_t(text.size())};
}

Json bytes(const QByteArray &value)
{
    return value.toStdString();
}

template<typename T>
Json number(const std::optional<T> &value)
{
    return value ? Json(*value) : Json();
}

Json micros(const std::optional<Timing::Micros> &value)
{
    return value ? Json(value->count()) : Json();
}

Json number(double value)
{
    constexpr double kExact = 9007199254740992.0; // 2^53: beyond it a double skips integers
    if (std::trunc(value) == value && std::abs(value) <= kExact)
        return qint64(value);
    return value;
}

Json tls(const std::optional<TlsFacts> &facts)
{
    if (!facts)
        return {};
    return {
        {"version", text(facts->version)},
        {"cipher", text(facts->cipher)},
        {"issuer", text(facts->issuer)},
        {"subject", text(facts->subject)},
        {"not_after", instant(facts->notAfter)},
    };
}

const char *sourceWord(PageSource source)
{
    return source == PageSource::Live ? "live" : "cache";
}

Json timing(const Timing &timing)
{
    return {
        {"dns_us", micros(timing.dns)},
        {"connect_us", micros(timing.connect)},
        {"tls_us", micros(timing.tls)},
        {"first_byte_us", micros(timing.firstByte)},
        {"total_us", timing.total.count()},
    };
}

} // namespace

Json text(const QString &value)
{
    return value.isEmpty() ? Json() : Json(value.toStdString());
}

Json instant(const std::optional<Instant> &value)
{
    return value ? Json(toIso(*value).toStdString()) : Json();
}

Json body(const QByteArray &value)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(value);
    if (decoder.hasError() || decoded.toUtf8() != value)
        return {{"base64", bytes(value.toBase64())}};
    return bytes(value);
}

Json headers(const Headers &headers)
{
    Json result = Json::object();
    for (const Header &header : headers) {
        Json &member = result[QString::fromLatin1(header.name).toStdString()];
        Json value = QString::fromLatin1(header.value).toStdString();
        if (member.is_null())
            member = std::move(value);
        else if (member.is_array())
            member.push_back(std::move(value));
        else
            member = Json::array({std::move(member), std::move(value)});
    }
    return result;
}

Json value(const QJsonValue &from)
{
    switch (from.type()) {
    case QJsonValue::Bool:
        return from.toBool();
    case QJsonValue::Double:
        return number(from.toDouble());
    case QJsonValue::String:
        return from.toString().toStdString();
    case QJsonValue::Array: {
        Json result = Json::array();
        const QJsonArray array = from.toArray();
        for (const auto element : array)
            result.push_back(value(element));
        return result;
    }
    case QJsonValue::Object: {
        Json result = Json::object();
        const QJsonObject object = from.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            result[member.key().toStdString()] = value(member.value());
        return result;
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

Json subscriber(const Subscriber &subscriber)
{
    Json result = {
        {"id", ownText(subscriber.id).toStdString()},
        {"uuid", text(subscriber.uuid)},
        {"name", text(subscriber.name)},
        {"url", text(subscriber.url)},
        {"state", word(toText(subscriber.state))},
        {"active", subscriber.state == SubscriberState::Unknown ? Json() : Json(subscriber.isActive)},
        {"connection", text(subscriber.connection)},
        {"created_at", instant(subscriber.createdAt)},
        {"updated_at", instant(subscriber.updatedAt)},
        {"last_sent_at", instant(subscriber.lastSentAt)},
    };
    const bool isLocal = subscriber.connection == "local"_L1;
    Json remote = Json::object();
    Json &members = isLocal ? result : remote;
    for (auto field = subscriber.fields.begin(); field != subscriber.fields.end(); ++field) {
        if (!isLocal || !result.contains(field.key().toStdString()))
            members[field.key().toStdString()] = value(field.value());
    }
    for (auto secret = subscriber.secrets.begin(); secret != subscriber.secrets.end(); ++secret)
        members[secret.key().toStdString()] = {{"set", secret->isSet}};
    if (isLocal) {
        const Health &health = subscriber.health;
        result["health"] = {{"failures", health.failures},
                            {"since", instant(health.since)},
                            {"warned_at", instant(health.warnedAt)},
                            {"reason", word(toText(health.reason))},
                            {"stopped_at", instant(health.stoppedAt)},
                            {"last_error", text(health.lastError)}};
    }
    if (isLocal && !result.contains("secret"))
        result["secret"] = {{"set", false}};
    result["remote"] = isLocal ? Json() : remote;
    return result;
}

Json shownSubscriber(const Subscriber &shown)
{
    Json result = subscriber(shown);
    result["source"] = sourceWord(shown.asOf ? PageSource::Cache : PageSource::Live);
    result["as_of"] = instant(shown.asOf);
    return result;
}

Json job(const Job &job)
{
    return {
        {"id", ownText(job.id).toStdString()},
        {"uuid", text(job.uuid)},
        {"event_id", text(ownText(job.eventId))},
        {"event_type", text(job.eventType)},
        {"status", text(job.status)},
        {"state", word(toText(job.state))},
        {"subscriber_id", text(ownText(job.subscriberId))},
        {"webhook_subscriber", text(job.subscriberName)},
        {"callback_url", text(job.callbackUrl)},
        {"status_code", number(job.statusCode)},
        {"attempts", number(job.attempts)},
        {"order_id", text(job.orderId)},
        {"address", text(job.address)},
        {"created_at", instant(job.createdAt)},
        {"last_sent_at", instant(job.lastSentAt)},
        {"next_attempt_at", instant(job.nextAttemptAt)},
        {"last_error", text(job.lastError)},
        {"connection", text(job.connection)},
    };
}

Json attempt(const Attempt &attempt)
{
    return {
        {"number", attempt.number},
        {"at", instant(attempt.at)},
        {"manual", attempt.manual},
        {"diverted", attempt.diverted},
        {"outcome", word(toText(attempt.outcome))},
        {"error", text(attempt.error)},
        {"status_code", number(attempt.statusCode)},
        {"peer", text(attempt.peer)},
        {"reused", attempt.reused},
        {"request",
         {{"method", bytes(attempt.request.method)},
          {"url", text(attempt.request.url)},
          {"headers", headers(attempt.request.headers)},
          {"body", body(attempt.request.body)}}},
        {"response",
         {{"headers", headers(attempt.response.headers)},
          {"body", body(attempt.response.body)},
          {"truncated", attempt.response.truncated}}},
        {"timing", timing(attempt.timing)},
        {"tls", tls(attempt.tls)},
    };
}

Json jobDetail(const JobDetail &detail)
{
    Json result = job(detail.job);
    Json log = Json::array();
    for (const Attempt &one : detail.attemptLog)
        log.push_back(attempt(one));
    result["payload"] = body(detail.payload);
    result["attempt_log"] = std::move(log);
    result["source"] = sourceWord(detail.source);
    result["as_of"] = instant(detail.asOf);
    return result;
}

Json published(const Published &published)
{
    Json jobs = Json::array();
    for (const JobId &id : published.jobs)
        jobs.push_back(id.value.toStdString());
    Json excluded = Json::array();
    for (const Excluded &one : published.excluded) {
        excluded.push_back({{"subscriber_id", text(one.subscriber.value)},
                            {"name", text(one.name)},
                            {"condition", text(one.condition)},
                            {"found", text(one.found)}});
    }
    return {
        {"id", text(published.id.value)},
        {"uuid", text(published.uuid)},
        {"jobs", std::move(jobs)},
        {"excluded", std::move(excluded)},
        {"repeated", published.repeated},
    };
}

Json capture(const Capture &capture)
{
    return {
        {"id", text(capture.id.value)},
        {"at", instant(capture.at)},
        {"method", bytes(capture.method)},
        {"target", text(capture.target)},
        {"headers", headers(capture.headers)},
        {"body", body(capture.body)},
        {"truncated", capture.truncated},
        {"peer", text(capture.peer)},
        {"answered", capture.answered},
        {"signature", word(toText(capture.signature))},
    };
}

Json list(Json rows, const ListFacts &facts)
{
    Json list{
        {"rows", std::move(rows)},
        {"count", number(facts.count)},
        {"page",
         {{"number", facts.number},
          {"size", facts.size},
          {"next", facts.hasNext ? Json(facts.number + 1) : Json()}}},
        {"source", sourceWord(facts.source)},
        {"as_of", instant(facts.asOf)},
    };
    if (facts.lookedThrough)
        list["looked_through"] = *facts.lookedThrough;
    return list;
}

QByteArray document(const Json &json)
{
    return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

QByteArray line(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace)) + '\n';
}

Json usage(const SubscriberUsage &usage)
{
    return {
        {"subscriber_id", text(usage.subscriber.value)},
        {"total_calls", number(usage.calls)},
        {"total_errors", number(usage.errors)},
        {"consecutive_errors", number(usage.consecutiveErrors)},
        {"last_error", text(usage.lastError)},
    };
}

} // namespace json
} // namespace tacklebox
