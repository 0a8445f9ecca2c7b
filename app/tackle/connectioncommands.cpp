// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/draftoptions.h"
#include "app/tackle/logincommand.h"

#include "backend/wording.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

Json toJson(const Connection &account)
{
    Json secrets = Json::object();
    for (auto secret = account.secrets.begin(); secret != account.secrets.end(); ++secret)
        secrets[secret.key().toStdString()]
            = {{"set", secret->isSet}, {"since", json::instant(secret->since)}};
    return {
        {"name", json::text(account.name)},
        {"id", json::text(account.id.value)},
        {"kind", json::text(account.kind)},
        {"base_url", json::text(account.baseUrl)},
        {"environment", json::text(toText(account.environment))},
        {"locked", account.isLocked},
        {"settings", json::value(account.settings)},
        {"secrets", std::move(secrets)},
        {"created_at", json::instant(account.createdAt)},
    };
}

// How long the last call took; null where its vendor doesn't call that slow.
Json slowMs(Session &session, const QString &name)
{
    const auto slow = session.services().connections().state(name).slow;
    return slow ? Json(slow->count()) : Json();
}

// With what its server said it is; null where nobody asked it yet, or it told nothing.
Json toJson(Session &session, const Connection &account)
{
    Json shown = toJson(account);
    shown["service"] = json::text(session.services().connections().state(account.name).service);
    shown["slow_ms"] = slowMs(session, account.name);
    return shown;
}

// What the embedded engine would be, were it an account.
Connection localAccount()
{
    Connection local;
    local.name = u"local"_s;
    local.kind = u"local"_s;
    local.environment = Environment::Local;
    local.isLocked = false;
    return local;
}

Connection accountNamed(Session &session, const QString &name)
{
    return session.services().connections().account(name).value_or(localAccount());
}

void listConnections(Session &session, const Arguments &)
{
    QList<Connection> accounts;
    for (const QString &name : session.services().connections().names())
        accounts.append(accountNamed(session, name));
    if (session.output().isJson()) {
        Json rows = Json::array();
        for (const Connection &account : accounts)
            rows.push_back(toJson(account));
        const int size = int(accounts.size());
        session.output().document(json::list(std::move(rows), {size, 1, size, false, PageSource::Live, {}}));
        return session.finish();
    }
    Table table{{u"NAME"_s, u"KIND"_s, u"ENVIRONMENT"_s, u"LOCKED"_s, u"BASE URL"_s}, {}};
    for (const Connection &account : accounts)
        table.rows += {account.name,
                       account.kind,
                       QString(toText(account.environment)),
                       account.isLocked ? Texts::tr("yes") : Texts::tr("no"),
                       shortened(account.baseUrl, 60)};
    session.output().table(table);
    session.finish();
}

void show(Session &session, const Connection &account)
{
    if (session.output().isJson())
        session.output().document(toJson(session, account));
    else
        session.output().members(toJson(session, account));
}

void showConnection(Session &session, const Arguments &arguments)
{
    const QString name = arguments.words().first();
    if (!session.services().connections().names().contains(name))
        return session.finish({ErrorKind::NotFound, Reason::NoSuchConnection, {}, name, {}, {}, 0});
    show(session, accountNamed(session, name));
    session.finish();
}

// Beside the kind's own: what every account has.
Field environmentField()
{
    Field field;
    field.key = u"environment"_s;
    field.kind = FieldKind::Choice;
    field.choices = {u"production"_s, u"test"_s, u"local"_s};
    return field;
}

Field lockedField()
{
    Field field;
    field.key = u"locked"_s;
    field.kind = FieldKind::Flag;
    return field;
}

std::vector<Field> fieldsOf(const ConnectionKind &kind)
{
    std::vector<Field> fields = kind.settings;
    std::ranges::copy(kind.secrets, std::back_inserter(fields));
    fields.push_back(environmentField());
    fields.push_back(lockedField());
    return fields;
}

Result<ConnectionDraft> editFrom(const Arguments &arguments, const ConnectionKind &kind)
{
    auto edit = draftFrom(arguments, fieldsOf(kind));
    if (!edit)
        return fail(edit.error());
    ConnectionDraft draft;
    const QJsonValue environment = edit->changes.take(u"environment"_s);
    if (!environment.isUndefined()) {
        draft.environment = environmentFrom(environment.toString());
        if (!draft.environment)
            return fail(invalid(Reason::UnknownChoice, u"environment"_s, environment.toString()));
    }
    const QJsonValue locked = edit->changes.take(u"locked"_s);
    if (!locked.isUndefined())
        draft.isLocked = locked.toBool(true);
    if (arguments.has("name"_L1))
        draft.newName = arguments.value("name"_L1);
    if (arguments.has("base-url"_L1))
        draft.baseUrl = arguments.value("base-url"_L1);
    draft.settings = edit->changes;
    draft.secrets = std::move(edit->secrets);
    return draft;
}

std::optional<ConnectionKind> kindNamed(Session &session, const QString &name)
{
    const QList<ConnectionKind> kinds = session.services().connections().kinds();
    const auto found = std::ranges::find(kinds, name, &ConnectionKind::name);
    return found == kinds.end() ? std::nullopt : std::optional(*found);
}

void save(Session &session, const Result<ConnectionDraft> &draft)
{
    if (!draft)
        return session.finish(draft.error());
    session.with(session.services().connections().save(*draft), [&session](const Connection &saved) {
        show(session, saved);
        session.finish();
    });
}

void addConnection(Session &session, const Arguments &arguments)
{
    const QString name = arguments.words().first();
    const auto kind = kindNamed(session, name);
    ConnectionDraft unknown;
    unknown.kind = name;
    // Who saves knows which kinds there are, and says so.
    if (!kind)
        return save(session, unknown);
    auto draft = editFrom(arguments, *kind);
    if (draft)
        draft->kind = name;
    save(session, draft);
}

void updateConnection(Session &session, const Arguments &arguments)
{
    const QString name = arguments.words().first();
    const auto account = session.services().connections().account(name);
    const auto kind = account ? kindNamed(session, account->kind) : std::nullopt;
    if (!kind)
        return session.finish({ErrorKind::NotFound, Reason::NoSuchConnection, {}, name, {}, {}, 0});
    auto draft = editFrom(arguments, *kind);
    if (draft)
        draft->name = name;
    save(session, draft);
}

void removeConnection(Session &session, const Arguments &arguments)
{
    const QString name = arguments.words().first();
    session.with(session.services().connections().remove(name), [&session, name](Done) {
        if (session.output().isJson())
            session.output().document({{"removed", json::text(name)}});
        else
            session.output().text(
                Texts::tr("Removed here: %1. Nothing was changed at the vendor.").arg(name));
        session.finish();
    });
}

void checkConnection(Session &session, const Arguments &arguments)
{
    const QString name = arguments.words().first();
    session.setAccount(name);
    session.with(session.services().connections().check(name), [&session, name](Done) {
        const QString service = session.services().connections().state(name).service;
        if (session.output().isJson()) {
            session.output().document({{"name", json::text(name)},
                                       {"state", "ready"},
                                       {"service", json::text(service)},
                                       {"slow_ms", slowMs(session, name)}});
        } else {
            session.output().text(Texts::tr("%1 is ready.").arg(name));
            if (!service.isEmpty())
                session.output().text(Texts::tr("The server is %1.", "its name and version").arg(service));
        }
        session.finish();
    });
}

void logInAndShow(Session &session, const Arguments &arguments)
{
    logIn(session, arguments, [&session, name = arguments.words().first()] {
        show(session, accountNamed(session, name));
        session.finish();
    });
}

std::vector<Option> accountOptions()
{
    return {
        {"name", Takes::Value, "NAME", QT_TRANSLATE_NOOP("Tackle", "what it is called here")},
        {"base-url",
         Takes::Value,
         "URL",
         QT_TRANSLATE_NOOP("Tackle", "where the API is; the vendor's place of the environment unless given")},
        {"set",
         Takes::Values,
         "KEY=VALUE",
         QT_TRANSLATE_NOOP("Tackle",
                           "a setting of its kind, or environment (production, test, local) or locked:\n"
                           "planomatic: integration_id view token_kind page_base subscribers_filter\n"
                           "  update_body unconfirmed_writes email application remember path.NAME\n"
                           "  login_redirect_url login_view login_application_view login_session_view\n"
                           "boldpenguin: client_id auth_url token_request update_method\n"
                           "superoffice: tenant auth user client_id auth_url redirect_uri language culture\n"
                           "  time_zone patch routes")},
        {"set-json", Takes::Values, "KEY=JSON", QT_TRANSLATE_NOOP("Tackle", "a setting as JSON")},
        {"unset", Takes::Values, "KEY", QT_TRANSLATE_NOOP("Tackle", "take a setting back to its default")},
        {"secret",
         Takes::Values,
         "NAME=FILE",
         QT_TRANSLATE_NOOP("Tackle",
                           "a secret, out of a file or - for standard input: token;\n"
                           "client_secret or access_token; password, ticket, token, app_token, xsrf_token,\n"
                           "xsrf_cookie, client_secret, refresh_token, system_token or private_key")},
        {"clear-secret", Takes::Values, "NAME", QT_TRANSLATE_NOOP("Tackle", "take a secret away")},
    };
}

} // namespace

std::vector<Command> connectionCommands()
{
    return {
        {"connections list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "the accounts of this profile"),
         0,
         0,
         {},
         listConnections},
        {"connections show", "NAME", QT_TRANSLATE_NOOP("Tackle", "one of them"), 1, 1, {}, showConnection},
        {"connections add",
         "KIND",
         QT_TRANSLATE_NOOP("Tackle", "a new one: planomatic, boldpenguin or superoffice"),
         1,
         1,
         accountOptions(),
         addConnection},
        {"connections update",
         "NAME",
         QT_TRANSLATE_NOOP("Tackle", "change one"),
         1,
         1,
         accountOptions(),
         updateConnection},
        {"connections login",
         "NAME",
         QT_TRANSLATE_NOOP("Tackle",
                           "sign in with a password, or in a browser where the vendor does so,\n"
                           "and keep the token"),
         1,
         1,
         {{"password",
           Takes::Value,
           "FILE",
           QT_TRANSLATE_NOOP("Tackle",
                             "the password's file; standard input unless given. A browser needs none:\n"
                             "superoffice with auth=oauth shows the page to open, and waits until it\n"
                             "comes back to this computer")}},
         logInAndShow},
        {"connections check",
         "NAME",
         QT_TRANSLATE_NOOP("Tackle", "ask the server whether it works"),
         1,
         1,
         {},
         checkConnection},
        {"connections remove",
         "NAME",
         QT_TRANSLATE_NOOP("Tackle", "take one out of this profile"),
         1,
         1,
         {},
         removeConnection},
    };
}

} // namespace tacklebox::tackle
