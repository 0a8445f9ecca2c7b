// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/boldpenguin/vocabulary.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::boldpenguin {

namespace {

Field setting(const QString &key, FieldKind kind, const QJsonValue &initial)
{
    Field field;
    field.key = key;
    field.kind = kind;
    field.initial = initial;
    return field;
}

ConnectionKind makeKind()
{
    ConnectionKind kind;
    kind.name = u"boldpenguin"_s;
    kind.vendor = u"Bold Penguin"_s;
    kind.places = {{Environment::Production, u"production"_s, u"https://hookshot.boldpenguin.com"_s},
                   {Environment::Test, u"UAT"_s, u"https://hookshot-uat.beta.boldpenguin.com"_s}};
    Field request = setting(u"token_request"_s, FieldKind::Choice, u"form"_s);
    request.choices = {u"form"_s, u"basic"_s};
    kind.settings = {setting(u"client_id"_s, FieldKind::Text, u""_s),
                     setting(u"auth_url"_s, FieldKind::Url, u""_s), // empty: the environment's own
                     request};
    for (const QString &key : {u"client_secret"_s, u"access_token"_s})
        kind.secrets.push_back({key,
                                FieldKind::Secret,
                                FieldRule::Anything,
                                FieldGroup::Security,
                                FieldSensitivity::Secret,
                                false,
                                QJsonValue(),
                                {}});
    return kind;
}

Field hookField(const QString &key, FieldKind kind, FieldRule rule, FieldGroup group,
                const QJsonValue &initial)
{
    return {key, kind, rule, group, FieldSensitivity::Open, false, initial, {}};
}

std::vector<Field> makeFields()
{
    Field url = hookField(u"url"_s,
                          FieldKind::Url,
                          FieldRule::CallbackUrl,
                          FieldGroup::Basics,
                          QJsonValue(QJsonValue::Undefined));
    url.isRequired = true;
    url.sensitivity = FieldSensitivity::MayHoldCredentials;
    Field events = hookField(
        u"events"_s, FieldKind::List, FieldRule::EventSelectors, FieldGroup::Triggers, QJsonArray{});
    events.choices = subjects();
    Field header
        = hookField(u"header"_s, FieldKind::Text, FieldRule::HeaderLine, FieldGroup::Security, QJsonValue());
    header.sensitivity = FieldSensitivity::MayHoldCredentials;
    Field secret
        = hookField(u"secret"_s, FieldKind::Secret, FieldRule::Anything, FieldGroup::Security, QJsonValue());
    secret.sensitivity = FieldSensitivity::Secret;
    return {url,
            hookField(u"active"_s, FieldKind::Flag, FieldRule::Anything, FieldGroup::Basics, false),
            events,
            header,
            secret};
}

} // namespace

const ConnectionKind &connectionKind()
{
    static const ConnectionKind kind = makeKind();
    return kind;
}

const QStringList &subjects()
{
    static const QStringList known{
        u"*"_s, u"question_set"_s, u"quote_request"_s, u"carrier"_s, u"application_form"_s};
    return known;
}

const std::vector<Field> &hookFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

} // namespace tacklebox::dialects::boldpenguin
