// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/localfields.h"

#include "core/builtinviews.h"
#include "core/ordervocabulary.h"
#include "core/retrypolicy.h"
#include "core/signature.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

using Kind = FieldKind;
using Rule = FieldRule;
using Group = FieldGroup;
using Sensitivity = FieldSensitivity;

Field field(const QString &key, Kind kind, Rule rule, Group group,
            const QJsonValue &initial = QJsonValue(QJsonValue::Undefined))
{
    return {key, kind, rule, group, Sensitivity::Open, false, initial, {}};
}

std::vector<Field> makeFields()
{
    Field name = field(u"name"_s, Kind::Text, Rule::NotEmpty, Group::Basics);
    name.isRequired = true;
    name.isName = true;
    Field url = field(u"callback_url"_s, Kind::Url, Rule::CallbackUrl, Group::Basics);
    url.isRequired = true;
    url.sensitivity = Sensitivity::MayHoldCredentials;
    Field events = field(u"events"_s, Kind::List, Rule::EventSelectors, Group::Triggers, QJsonArray{});
    events.choices = knownEvents();
    Field statuses = field(u"statuses"_s, Kind::List, Rule::OrderStatuses, Group::Triggers, QJsonArray{});
    statuses.choices = orderStatuses();
    Field headers = field(u"headers"_s, Kind::Map, Rule::HeaderMap, Group::Security, QJsonValue());
    headers.sensitivity = Sensitivity::MayHoldCredentials;
    Field scheme = field(u"signing_scheme"_s, Kind::Choice, Rule::Signing, Group::Security, u"none"_s);
    scheme.choices = signingSchemeNames();
    Field digest = field(u"signature_digest"_s, Kind::Choice, Rule::Anything, Group::Security, u"sha256"_s);
    digest.choices = {u"sha256"_s, u"sha1"_s};
    Field secret = field(u"secret"_s, Kind::Secret, Rule::Anything, Group::Security, QJsonValue());
    secret.sensitivity = Sensitivity::Secret;
    Field retry = field(u"retry_policy"_s, Kind::Choice, Rule::RetryWaits, Group::Delivery, u"standard"_s);
    retry.choices = retryPolicyNames();
    Field view = field(u"payload_render_view"_s, Kind::Choice, Rule::ViewName, Group::Payload, QJsonValue());
    for (const BuiltInView &builtIn : builtInViews())
        view.choices.append(builtIn.name);
    return {name,
            url,
            field(u"key"_s, Kind::Text, Rule::Anything, Group::Basics, QJsonValue()),
            field(u"active"_s, Kind::Flag, Rule::Anything, Group::Basics, true),
            events,
            statuses,
            field(u"filter"_s, Kind::JsonValue, Rule::ContentFilter, Group::Triggers, QJsonValue()),
            field(u"success_code"_s, Kind::Text, Rule::SuccessCode, Group::Delivery, u""_s),
            retry,
            field(u"timeout_ms"_s, Kind::Number, Rule::Milliseconds, Group::Delivery, 15000),
            field(u"max_in_flight"_s, Kind::Number, Rule::Count, Group::Delivery, QJsonValue()),
            field(u"rate_per_second"_s, Kind::Number, Rule::Rate, Group::Delivery, QJsonValue()),
            field(u"ordered"_s, Kind::Flag, Rule::Anything, Group::Delivery, false),
            scheme,
            secret,
            digest,
            field(u"signature_prefix"_s, Kind::Flag, Rule::Anything, Group::Security, false),
            headers,
            view,
            field(u"properties"_s, Kind::JsonValue, Rule::JsonObject, Group::Payload, QJsonValue()),
            field(u"version"_s, Kind::Text, Rule::Anything, Group::Payload, QJsonValue()),
            field(u"notify"_s, Kind::Flag, Rule::Anything, Group::Notifications, false),
            field(u"notification_emails"_s, Kind::Text, Rule::Emails, Group::Notifications, u""_s)};
}

} // namespace

const std::vector<Field> &localSubscriberFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

const QStringList &knownEvents()
{
    static const QStringList events{
        u"*"_s,
        u"order.*"_s,
        u"order.received"_s,
        u"order.submitted"_s,
        u"order.processed"_s,
        u"order.post_processing"_s,
        u"order.delivered"_s,
        u"order.canceled"_s,
        u"appointment.*"_s,
        u"appointment.scheduled"_s,
        u"appointment.awaiting_availability"_s,
        u"appointment.awaiting_reschedule"_s,
        u"appointment.unable_to_complete"_s,
        u"question_set"_s,
        u"quote_request"_s,
        u"carrier"_s,
        u"application_form"_s,
        u"contact.*"_s,
        u"contact.created"_s,
        u"contact.changed"_s,
        u"contact.deleted"_s,
        u"person.created"_s,
        u"person.changed"_s,
        u"sale.created"_s,
        u"sale.changed"_s,
        u"sale.sold"_s,
    };
    return events;
}

} // namespace tacklebox::engine
