// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "tests/support/fakes/fakefields.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tacklebox::test {

namespace {

Field field(const QString &key, FieldKind kind, FieldRule rule, FieldGroup group, const QJsonValue &initial)
{
    return {key, kind, rule, group, FieldSensitivity::Open, false, initial, {}};
}

Field required(const QString &key, FieldKind kind, FieldRule rule)
{
    Field made = field(key, kind, rule, FieldGroup::Basics, QJsonValue(QJsonValue::Undefined));
    made.isRequired = true;
    return made;
}

Field choice(const QString &key, FieldRule rule, FieldGroup group, const QStringList &choices)
{
    Field made = field(key, FieldKind::Choice, rule, group, choices.first());
    made.choices = choices;
    return made;
}

} // namespace

std::vector<Field> subscriberFields()
{
    Field secret = field(u"secret"_s, FieldKind::Secret, FieldRule::Anything, FieldGroup::Security, {});
    secret.sensitivity = FieldSensitivity::Secret;
    Field headers = field(u"headers"_s, FieldKind::Map, FieldRule::HeaderMap, FieldGroup::Security, {});
    headers.sensitivity = FieldSensitivity::MayHoldCredentials;
    Field view = choice(u"payload_render_view"_s,
                        FieldRule::ViewName,
                        FieldGroup::Payload,
                        {u"superoffice"_s, u"cloudevents-structured"_s});
    view.initial = QJsonValue();
    Field name = required(u"name"_s, FieldKind::Text, FieldRule::NotEmpty);
    name.isName = true;
    return {
        name,
        required(u"callback_url"_s, FieldKind::Url, FieldRule::CallbackUrl),
        field(u"key"_s, FieldKind::Text, FieldRule::Anything, FieldGroup::Basics, QJsonValue()),
        field(u"active"_s, FieldKind::Flag, FieldRule::Anything, FieldGroup::Basics, true),
        field(u"events"_s, FieldKind::List, FieldRule::EventSelectors, FieldGroup::Triggers, QJsonArray()),
        field(u"statuses"_s, FieldKind::List, FieldRule::OrderStatuses, FieldGroup::Triggers, QJsonArray()),
        field(u"success_code"_s, FieldKind::Text, FieldRule::SuccessCode, FieldGroup::Delivery, u""_s),
        choice(u"retry_policy"_s,
               FieldRule::RetryWaits,
               FieldGroup::Delivery,
               {u"standard"_s, u"hookshot"_s, u"none"_s}),
        field(u"timeout_ms"_s, FieldKind::Number, FieldRule::Milliseconds, FieldGroup::Delivery, 15000),
        choice(u"signing_scheme"_s, FieldRule::Signing, FieldGroup::Security, {u"none"_s, u"hookshot"_s}),
        secret,
        headers,
        view,
        field(u"properties"_s, FieldKind::JsonValue, FieldRule::JsonObject, FieldGroup::Payload, {}),
        field(u"version"_s, FieldKind::Text, FieldRule::Anything, FieldGroup::Payload, {}),
        field(u"notify"_s, FieldKind::Flag, FieldRule::Anything, FieldGroup::Notifications, false),
        field(u"notification_emails"_s, FieldKind::Text, FieldRule::Emails, FieldGroup::Notifications, u""_s),
    };
}

} // namespace tacklebox::test
