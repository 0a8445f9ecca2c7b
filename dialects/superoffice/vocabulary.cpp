// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/vocabulary.h"

#include "dialects/connectionfields.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

using Kind = FieldKind;
using Rule = FieldRule;
using Group = FieldGroup;
using Sensitivity = FieldSensitivity;

struct StateWord
{
    SubscriberState state;
    int number;
    QLatin1StringView name;
};

constexpr std::array kStates{
    StateWord{SubscriberState::Unknown, 0, "Unknown"_L1},
    StateWord{SubscriberState::Active, 1, "Active"_L1},
    StateWord{SubscriberState::Stopped, 2, "Stopped"_L1},
    StateWord{SubscriberState::TooManyErrors, 3, "TooManyErrors"_L1},
};

struct EntityEvents
{
    QLatin1StringView entity;
    QLatin1StringView verbs; // with spaces between
};

constexpr std::array kEvents{
    EntityEvents{"activity"_L1, "created changed deleted"_L1},
    EntityEvents{"associate"_L1, "created changed deleted"_L1},
    EntityEvents{"contact"_L1, "created changed deleted softdeleted"_L1},
    EntityEvents{"chatsession"_L1, "created changed message"_L1},
    EntityEvents{"document"_L1, "created changed deleted edited"_L1},
    EntityEvents{"person"_L1, "created changed deleted softdeleted consented unconsented"_L1},
    EntityEvents{"project"_L1, "created changed deleted"_L1},
    EntityEvents{"projectmember"_L1, "created changed deleted"_L1},
    EntityEvents{"quote"_L1, "approved rejected sent ordered"_L1},
    EntityEvents{"relation"_L1, "created changed deleted"_L1},
    EntityEvents{"sale"_L1, "created changed deleted completed lost sold"_L1},
    EntityEvents{"salestakeholder"_L1, "created changed deleted"_L1},
    EntityEvents{"ticket"_L1, "created changed"_L1},
};

Field field(const QString &key, Kind kind, Rule rule, Group group, const QJsonValue &initial)
{
    return {key, kind, rule, group, Sensitivity::Open, false, initial, {}};
}

Field text(const QString &key)
{
    return settingField(key, Kind::Text, u""_s);
}

Field choice(const QString &key, Group group, const QStringList &choices)
{
    return {key, Kind::Choice, Rule::Anything, group, Sensitivity::Open, false, choices.first(), choices};
}

ConnectionKind makeKind()
{
    ConnectionKind kind;
    kind.name = u"superoffice"_s;
    kind.vendor = u"SuperOffice"_s;
    kind.slowAfter = std::chrono::milliseconds(2000);
    kind.places = {{Environment::Production, u"online"_s, u"https://online.superoffice.com"_s},
                   {Environment::Test, u"stage"_s, u"https://qaonline.superoffice.com"_s},
                   {Environment::Test, u"sod"_s, u"https://sod.superoffice.com"_s}};
    Field auth = choice(
        u"auth"_s,
        Group::Basics,
        {u"basic"_s, u"soticket"_s, u"bearer"_s, u"xsrf"_s, u"oauth"_s, u"system_user"_s, u"negotiate"_s});
    auth.initial = u"bearer"_s; // Online, the places offered, has no basic
    const auto by
        = [](const QStringList &schemes, const Field &field) { return neededFor(u"auth"_s, schemes, field); };
    const QStringList oauth{u"oauth"_s};
    const QStringList systemUser{u"system_user"_s};
    kind.settings = {
        text(u"tenant"_s),
        auth,
        by({u"basic"_s}, text(u"user"_s)),
        by(oauth, text(u"client_id"_s)),
        rarelyUsed(settingField(u"auth_url"_s, Kind::Url, u""_s)), // empty: the vendor's, or the base URL's
        // As the app is registered: where a browser comes back to. Empty: any port of 127.0.0.1.
        by(oauth, rarelyUsed(settingField(u"redirect_uri"_s, Kind::Url, u""_s))),
        rarelyUsed(text(u"language"_s)),
        rarelyUsed(text(u"culture"_s)),
        rarelyUsed(text(u"time_zone"_s)),
        choice(u"patch"_s, Group::Delivery, {u"json"_s, u"merge"_s, u"put"_s}),
        choice(u"routes"_s, Group::Delivery, {u"rest"_s, u"agents"_s})};
    kind.browser = {u"auth"_s, u"oauth"_s};
    kind.secrets = {by({u"basic"_s}, secretField(u"password"_s)),
                    by({u"soticket"_s}, secretField(u"ticket"_s)),
                    by({u"bearer"_s}, secretField(u"token"_s)),
                    by({u"soticket"_s, u"system_user"_s}, secretField(u"app_token"_s)),
                    by({u"xsrf"_s}, secretField(u"xsrf_token"_s)),
                    by({u"xsrf"_s}, secretField(u"xsrf_cookie"_s)),
                    by(oauth, secretField(u"client_secret"_s)),
                    by(oauth, secretField(u"refresh_token"_s)),
                    by(systemUser, secretField(u"system_token"_s)),
                    by(systemUser, secretField(u"private_key"_s))};
    return kind;
}

std::vector<Field> makeFields()
{
    const QJsonValue none(QJsonValue::Undefined);
    Field name = field(u"Name"_s, Kind::Text, Rule::NotEmpty, Group::Basics, none);
    name.isRequired = true;
    name.isName = true;
    // A script's id has no URL's form: that rule depends on Type and stands with the changes.
    Field url = field(u"TargetUrl"_s, Kind::Url, Rule::NotEmpty, Group::Basics, none);
    url.isRequired = true;
    url.sensitivity = Sensitivity::MayHoldCredentials;
    Field events = field(u"Events"_s, Kind::List, Rule::Anything, Group::Triggers, QJsonArray{});
    events.choices = knownEvents();
    Field state = choice(u"State"_s, Group::Basics, {u"Active"_s, u"Stopped"_s});
    for (const StateWord &word : kStates)
        state.numbered.append(word.name);
    Field headers = field(u"Headers"_s, Kind::Map, Rule::HeaderMap, Group::Security, QJsonValue());
    headers.sensitivity = Sensitivity::MayHoldCredentials;
    headers.need = {u"Type"_s, {u"webhook"_s}}; // a script is run, not called
    return {name,
            url,
            events,
            state,
            choice(u"Type"_s, Group::Delivery, {u"webhook"_s, u"crmscript"_s}),
            headers,
            field(u"Properties"_s, Kind::JsonValue, Rule::JsonObject, Group::Payload, QJsonValue()),
            field(u"ErrorsEmail"_s, Kind::Text, Rule::Emails, Group::Notifications, QJsonValue()),
            secretField(u"Secret"_s)};
}

} // namespace

const ConnectionKind &connectionKind()
{
    static const ConnectionKind kind = makeKind();
    return kind;
}

const std::vector<Field> &webhookFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

const QStringList &knownEvents()
{
    static const QStringList events = [] {
        QStringList names;
        for (const EntityEvents &entity : kEvents) {
            for (const QString &verb : QString(entity.verbs).split(u' '))
                names.append(entity.entity + u'.' + verb);
        }
        return names;
    }();
    return events;
}

std::optional<SubscriberState> stateFrom(const QJsonValue &value)
{
    const QString text = value.isDouble() ? QString::number(value.toDouble()) : value.toString().trimmed();
    const auto found = std::ranges::find_if(kStates, [&text](const StateWord &word) {
        return text == QString::number(word.number) || text.compare(word.name, Qt::CaseInsensitive) == 0;
    });
    return found == kStates.end() ? std::nullopt : std::optional(found->state);
}

QString stateName(SubscriberState state)
{
    const auto found = std::ranges::find(kStates, state, &StateWord::state);
    return found == kStates.end() ? QString() : QString(found->name);
}

} // namespace tacklebox::dialects::superoffice
