// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/planomatic/vocabulary.h"

#include "core/ordervocabulary.h"
#include "dialects/connectionfields.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::planomatic {

namespace {

using Kind = FieldKind;
using Rule = FieldRule;
using Group = FieldGroup;

constexpr std::array kRoutes{
    RouteWords{Route::Update,
               "update"_L1,
               "PUT"_L1,
               "/api/v1/webhook_out_subs/update"_L1,
               Standing::Documented,
               Effect::Write},
    RouteWords{Route::JobsIndex,
               "jobs_index"_L1,
               "POST"_L1,
               "/api/v1/webhook_jobs/index"_L1,
               Standing::Documented,
               Effect::Read},
    RouteWords{Route::Index,
               "index"_L1,
               "POST"_L1,
               "/api/v1/webhook_out_subs/index"_L1,
               Standing::Inferred,
               Effect::Read},
    RouteWords{Route::Show,
               "show"_L1,
               "POST"_L1,
               "/api/v1/webhook_out_subs/show"_L1,
               Standing::Inferred,
               Effect::Read},
    RouteWords{Route::JobsShow,
               "jobs_show"_L1,
               "POST"_L1,
               "/api/v1/webhook_jobs/show"_L1,
               Standing::Inferred,
               Effect::Read},
    RouteWords{Route::Create,
               "create"_L1,
               "POST"_L1,
               "/api/v1/webhook_out_subs/create"_L1,
               Standing::Inferred,
               Effect::Write},
    RouteWords{Route::Destroy,
               "destroy"_L1,
               "DELETE"_L1,
               "/api/v1/webhook_out_subs/destroy"_L1,
               Standing::Inferred,
               Effect::Write},
    RouteWords{Route::Resend,
               "resend"_L1,
               "POST"_L1,
               "/api/v1/webhook_jobs/resend"_L1,
               Standing::Inferred,
               Effect::Write},
    // To sign in twice harms nobody.
    RouteWords{Route::LogIn,
               "login"_L1,
               "POST"_L1,
               "/api/v1/sessions/create"_L1,
               Standing::Documented,
               Effect::Read},
};

constexpr std::array kLogInOptions{
    LogInOption{"login_redirect_url"_L1, "redirect_url"_L1},
    LogInOption{"login_view"_L1, "view"_L1},
    LogInOption{"login_application_view"_L1, "application_view"_L1},
    LogInOption{"login_session_view"_L1, "session_view"_L1},
};

// The registry of RFC 9110, section 16.2.1, without what is unused or temporary there.
constexpr std::array kRegisteredCodes{
    100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307,
    308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422,
    423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
};

constexpr int kLeastCode = 100;
constexpr int kMostCode = 599;

ConnectionKind makeKind()
{
    ConnectionKind kind;
    kind.name = u"planomatic"_s;
    kind.vendor = u"PlanoMatic"_s;
    kind.places = {{Environment::Production, u"production"_s, u"https://planocore.planomatic.com"_s},
                   {Environment::Test, u"sandbox"_s, u"https://planocore-sandbox.planomatic.com"_s}};
    Field integration = settingField(u"integration_id"_s, Kind::Number, QJsonValue(QJsonValue::Undefined));
    integration.isRequired = true;
    // A login gives a session's token.
    const auto ofLogin = [](const Field &field) { return neededFor(u"token_kind"_s, {u"session"_s}, field); };
    kind.settings
        = {integration,
           settingField(u"view"_s, Kind::Text, u"planointegrate_view"_s),
           settingField(u"token_kind"_s, Kind::Choice, u"application"_s, {u"application"_s, u"session"_s}),
           settingField(u"page_base"_s, Kind::Number, 1),
           rarelyUsed(
               settingField(u"subscribers_filter"_s, Kind::Choice, u"id"_s, {u"id"_s, u"name"_s, u"key"_s})),
           rarelyUsed(settingField(u"update_body"_s, Kind::Choice, u"changed"_s, {u"changed"_s, u"whole"_s})),
           settingField(u"unconfirmed_writes"_s, Kind::Flag, false),
           ofLogin(settingField(u"email"_s, Kind::Text, u""_s)),
           ofLogin(settingField(u"application"_s, Kind::Text, u"planointegrate"_s)),
           ofLogin(settingField(u"remember"_s, Kind::Flag, false))};
    for (const LogInOption &option : kLogInOptions)
        kind.settings.push_back(ofLogin(rarelyUsed(settingField(option.setting, Kind::Text, u""_s))));
    for (const RouteWords &words : kRoutes)
        kind.settings.push_back(settingField(pathSetting(words.route), Kind::Text, QString(words.path)));
    Field token = secretField(u"token"_s);
    token.isRequired = true;
    kind.secrets = {token};
    return kind;
}

Field member(const QString &key, Kind kind, Rule rule, Group group)
{
    Field field;
    field.key = key;
    field.kind = kind;
    field.rule = rule;
    field.group = group;
    return field;
}

std::vector<Field> makeFields()
{
    Field url = member(u"callback_url"_s, Kind::Url, Rule::CallbackUrl, Group::Basics);
    url.isRequired = true;
    url.sensitivity = FieldSensitivity::MayHoldCredentials;
    Field events = member(u"events"_s, Kind::List, Rule::EventSelectors, Group::Triggers);
    events.choices = knownEvents();
    Field statuses = member(u"statuses"_s, Kind::List, Rule::OrderStatuses, Group::Triggers);
    statuses.choices = orderStatuses();
    Field version = member(u"version"_s, Kind::Text, Rule::NotEmpty, Group::Payload);
    version.isRequired = true;
    version.asksOnChange = true;
    Field name = member(u"name"_s, Kind::Text, Rule::Anything, Group::Basics);
    name.isName = true;
    return {name,
            url,
            member(u"key"_s, Kind::Text, Rule::Anything, Group::Basics),
            member(u"active"_s, Kind::Flag, Rule::Anything, Group::Basics),
            events,
            statuses,
            member(u"success_code"_s, Kind::Text, Rule::OneSuccessCode, Group::Delivery),
            member(u"payload_render_view"_s, Kind::Text, Rule::Anything, Group::Payload),
            version,
            member(u"notify"_s, Kind::Flag, Rule::Anything, Group::Notifications),
            member(u"notification_emails"_s, Kind::Text, Rule::Emails, Group::Notifications)};
}

} // namespace

const RouteWords &wordsOf(Route route)
{
    return *std::ranges::find(kRoutes, route, &RouteWords::route);
}

QString pathSetting(Route route)
{
    return u"path."_s + wordsOf(route).name;
}

std::span<const LogInOption> logInOptions()
{
    return kLogInOptions;
}

const ConnectionKind &connectionKind()
{
    static const ConnectionKind kind = makeKind();
    return kind;
}

const std::vector<Field> &subscriberFields()
{
    static const std::vector<Field> fields = makeFields();
    return fields;
}

const QStringList &dottedTriggers()
{
    static const QStringList triggers{
        u"order.processed"_s,
        u"order.post_processing"_s,
        u"order.delivered"_s,
        u"order.canceled"_s,
        u"appointment.scheduled"_s,
        u"appointment.awaiting_availability"_s,
        u"appointment.awaiting_reschedule"_s,
        u"appointment.unable_to_complete"_s,
    };
    return triggers;
}

const QStringList &knownEvents()
{
    static const QStringList events = orderEventTypes() + dottedTriggers();
    return events;
}

const QStringList &allEvents(const QJsonValue &events)
{
    const QJsonArray array = events.toArray();
    const bool isDotted = std::any_of(
        array.begin(), array.end(), [](const QJsonValue &event) { return event.toString().contains(u'.'); });
    return isDotted ? dottedTriggers() : orderEventTypes();
}

QList<int> codesIn(int first, int last)
{
    if (first == last)
        return {first};
    QList<int> codes;
    std::ranges::copy_if(kRegisteredCodes, std::back_inserter(codes), [first, last](int code) {
        return code >= first && code <= last;
    });
    // Without a code, nothing would be filtered at all.
    if (codes.isEmpty()) {
        for (int code = std::max(first, kLeastCode); code <= std::min(last, kMostCode); ++code)
            codes.append(code);
    }
    return codes;
}

} // namespace tacklebox::dialects::planomatic
