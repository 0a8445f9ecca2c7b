// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/boldpenguin/vocabulary.h"

#include "dialects/connectionfields.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::boldpenguin {

namespace {

ConnectionKind makeKind()
{
    ConnectionKind kind;
    kind.name = u"boldpenguin"_s;
    kind.vendor = u"Bold Penguin"_s;
    kind.places = {{Environment::Production, u"production"_s, u"https://hookshot.boldpenguin.com"_s},
                   {Environment::Test, u"UAT"_s, u"https://hookshot-uat.beta.boldpenguin.com"_s}};
    kind.settings = {
        settingField(u"client_id"_s, FieldKind::Text, u""_s),
        rarelyUsed(settingField(u"auth_url"_s, FieldKind::Url, u""_s)), // empty: the environment's own
        rarelyUsed(settingField(u"token_request"_s, FieldKind::Choice, u"form"_s, {u"form"_s, u"basic"_s})),
        rarelyUsed(settingField(u"update_method"_s, FieldKind::Choice, u"PATCH"_s, {u"PATCH"_s, u"PUT"_s}))};
    kind.secrets = {secretField(u"client_secret"_s), secretField(u"access_token"_s)};
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
    return {url,
            hookField(u"active"_s, FieldKind::Flag, FieldRule::Anything, FieldGroup::Basics, false),
            events,
            header,
            secretField(u"secret"_s)};
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
