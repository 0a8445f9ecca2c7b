// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/rows.h"

#include "dialects/reply.h"
#include "dialects/superoffice/vocabulary.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

constexpr std::array kTexts{
    "Name"_L1, "TargetUrl"_L1, "Secret"_L1, "Type"_L1, "Registered"_L1, "Updated"_L1, "ErrorsEmail"_L1};
constexpr std::array kObjects{"Headers"_L1, "Properties"_L1};

std::optional<Error> checkTexts(const QJsonObject &webhook)
{
    for (const QLatin1StringView member : kTexts) {
        if (const auto text = textFrom(webhook.value(member), member); !text)
            return text.error();
    }
    return std::nullopt;
}

std::optional<Error> checkObjects(const QJsonObject &webhook)
{
    for (const QLatin1StringView member : kObjects) {
        const QJsonValue value = webhook.value(member);
        if (!value.isUndefined() && !value.isNull() && !value.isObject())
            return wrongType(member, u"an object"_s);
    }
    return std::nullopt;
}

std::optional<Error> checkEvents(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const auto events = arrayFrom(value, u"Events"_s);
    if (!events)
        return events.error();
    const bool areTexts
        = std::all_of(events->begin(), events->end(), [](const QJsonValue &one) { return one.isString(); });
    return areTexts ? std::nullopt : std::optional(wrongType(u"Events"_s, u"a list of texts"_s));
}

std::optional<Error> checkState(const QJsonValue &value)
{
    const bool isState = value.isUndefined() || value.isNull() || value.isString() || value.isDouble();
    return isState ? std::nullopt : std::optional(wrongType(u"State"_s, u"a name or a number"_s));
}

// Every member but the secret, in whatever case a server spells that.
Fields withoutSecret(const QJsonObject &webhook)
{
    Fields fields;
    for (auto member = webhook.begin(); member != webhook.end(); ++member) {
        if (member.key().compare("Secret"_L1, Qt::CaseInsensitive) != 0)
            fields.insert(member.key(), *member);
    }
    return fields;
}

Result<QJsonObject> checkedObject(const QJsonValue &value)
{
    auto webhook = objectFrom(value, u"Webhook"_s);
    if (!webhook)
        return webhook;
    std::optional<Error> error = checkTexts(*webhook);
    if (!error)
        error = checkObjects(*webhook);
    if (!error)
        error = checkEvents(webhook->value("Events"_L1));
    if (!error)
        error = checkState(webhook->value("State"_L1));
    return error ? Result<QJsonObject>(fail(std::move(*error))) : webhook;
}

Result<SubscriberId> idFrom(const QJsonObject &webhook)
{
    const auto id = textFrom(webhook.value("WebhookId"_L1), u"WebhookId"_s);
    if (!id)
        return fail(id.error());
    bool isNumber = false;
    const int number = id->toInt(&isNumber);
    if (!isNumber || number <= 0)
        return fail(wrongType(u"WebhookId"_s, u"the number of a saved one"_s));
    return SubscriberId{QString::number(number)};
}

} // namespace

std::optional<Instant> momentFrom(const QString &text)
{
    // Seven decimals come; three are kept, and none is rounded up into the next second.
    static const QRegularExpression form(
        u"^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?(Z|[+-]\\d\\d:\\d\\d)?$"_s);
    const QRegularExpressionMatch found = form.match(text);
    if (!found.hasMatch() || text.startsWith("0001-01-01"_L1))
        return std::nullopt;
    const QString decimals = found.captured(2).leftJustified(3, u'0', true);
    const QString offset = found.captured(3).isEmpty() ? u"Z"_s : found.captured(3);
    return instantFrom(found.captured(1) + u'.' + decimals + offset);
}

SecretEdits secretsIn(const QJsonValue &webhook)
{
    const QJsonValue value = webhook["Secret"_L1];
    const QString secret = value.toString();
    SecretEdits secrets;
    if ((value.isString() || value.isNull()) && !looksLikeMask(secret)) {
        const auto action = secret.isEmpty() ? SecretEdit::Action::Clear : SecretEdit::Action::Set;
        secrets[u"Secret"_s] = {action, Secret(secret.toUtf8()), {}};
    }
    return secrets;
}

Result<Fields> proposalFrom(const QJsonValue &value)
{
    const auto webhook = checkedObject(value);
    if (!webhook)
        return fail(webhook.error());
    return withoutSecret(*webhook);
}

Result<Subscriber> webhookFrom(const QJsonValue &value)
{
    const auto webhook = checkedObject(value);
    if (!webhook)
        return fail(webhook.error());
    const auto id = idFrom(*webhook);
    if (!id)
        return fail(id.error());
    const auto url = textFrom(webhook->value("TargetUrl"_L1), u"TargetUrl"_s);
    if (!url)
        return fail(url.error());
    Subscriber subscriber;
    subscriber.id = *id;
    subscriber.name = webhook->value("Name"_L1).toString();
    subscriber.url = *url; // a script's id where Type is crmscript
    subscriber.state = stateFrom(webhook->value("State"_L1)).value_or(SubscriberState::Unknown);
    subscriber.isActive = subscriber.state == SubscriberState::Active;
    subscriber.told.setFlag(Told::Name, webhook->contains("Name"_L1));
    subscriber.told.setFlag(Told::Url, webhook->contains("TargetUrl"_L1));
    subscriber.told.setFlag(Told::State, webhook->contains("State"_L1));
    subscriber.fields = withoutSecret(*webhook);
    if (webhook->contains("Secret"_L1))
        subscriber.secrets[u"Secret"_s] = {!webhook->value("Secret"_L1).toString().isEmpty(), {}};
    subscriber.createdAt = momentFrom(webhook->value("Registered"_L1).toString());
    subscriber.updatedAt = momentFrom(webhook->value("Updated"_L1).toString());
    return subscriber;
}

} // namespace tacklebox::dialects::superoffice
