// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/command.h"
#include "app/tackle/inputfile.h"

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

QLatin1StringView word(SettingKind kind)
{
    switch (kind) {
    case SettingKind::Text:
        return "text"_L1;
    case SettingKind::Flag:
        return "flag"_L1;
    case SettingKind::Number:
        return "number"_L1;
    case SettingKind::Duration:
        return "duration"_L1;
    case SettingKind::List:
        return "list"_L1;
    case SettingKind::Choice:
        return "choice"_L1;
    case SettingKind::Secret:
        return "secret"_L1;
    }
    return {};
}

Json valueOf(const Setting &setting)
{
    if (setting.kind == SettingKind::Secret)
        return {{"set", setting.value.toBool()}};
    return json::value(setting.value);
}

Json toJson(const Setting &setting)
{
    Json choices = Json::array();
    for (const QString &choice : setting.choices)
        choices.push_back(choice.toStdString());
    return {
        {"key", json::text(setting.key)},
        {"kind", json::text(word(setting.kind))},
        {"default", setting.kind == SettingKind::Secret ? Json() : json::value(setting.initial)},
        {"value", valueOf(setting)},
        {"choices", std::move(choices)},
        {"text", json::text(setting.text)},
    };
}

// A script reads it: nothing is an empty line.
QString bare(const Json &value)
{
    return value.is_string() ? QString::fromStdString(value.get<std::string>())
                             : QString::fromUtf8(json::line(value)).trimmed();
}

void listSettings(Session &session, const Arguments &)
{
    const std::vector<Setting> settings = session.services().settings().list();
    if (session.output().isJson()) {
        Json rows = Json::array();
        for (const Setting &setting : settings)
            rows.push_back(toJson(setting));
        const int size = int(settings.size());
        session.output().document(json::list(std::move(rows), {size, 1, size, false, PageSource::Live, {}}));
        return session.finish();
    }
    Table table{{u"KEY"_s, u"VALUE"_s, u"KIND"_s, u"WHAT IT DOES"_s}, {}};
    for (const Setting &setting : settings)
        table.rows += {setting.key, plain(valueOf(setting)), word(setting.kind), setting.text};
    session.output().table(table);
    session.finish();
}

std::optional<Setting> settingNamed(Session &session, const QString &key)
{
    const std::vector<Setting> settings = session.services().settings().list();
    const auto found = std::ranges::find(settings, key, &Setting::key);
    return found == settings.end() ? std::nullopt : std::optional(*found);
}

void show(Session &session, const QString &key)
{
    const auto setting = settingNamed(session, key);
    if (!setting)
        return session.finish({ErrorKind::NotFound, Reason::NoSuchSetting, {}, key, {}, {}, 0});
    if (session.output().isJson())
        session.output().document(toJson(*setting));
    else
        session.output().text(bare(valueOf(*setting)));
    session.finish();
}

void getSetting(Session &session, const Arguments &arguments)
{
    show(session, arguments.words().first());
}

void setSetting(Session &session, const Arguments &arguments)
{
    const QString word = arguments.words().first();
    const QString key = word.section(u'=', 0, 0);
    const bool hasValue = word.contains(u'=');
    if (hasValue == arguments.has("secret"_L1))
        return session.finish(usage(Texts::tr("Give KEY=VALUE, or KEY --secret FILE.")));

    const auto shown = [&session, key](Done) { show(session, key); };
    Settings &settings = session.services().settings();
    if (hasValue)
        return session.with(settings.set(key, word.section(u'=', 1)), shown);
    auto secret = readSecret(arguments.value("secret"_L1), key);
    if (!secret)
        return session.finish(secret.error());
    session.with(settings.setSecret(key, *std::move(secret)), shown);
}

} // namespace

std::vector<Command> settingCommands()
{
    return {
        {"settings list",
         "",
         QT_TRANSLATE_NOOP("Tackle", "the profile's settings and what they do"),
         0,
         0,
         {},
         listSettings},
        {"settings get", "KEY", QT_TRANSLATE_NOOP("Tackle", "what one says"), 1, 1, {}, getSetting},
        {"settings set",
         "KEY=VALUE",
         QT_TRANSLATE_NOOP("Tackle", "change one"),
         1,
         1,
         {{"secret",
           Takes::Value,
           "FILE",
           QT_TRANSLATE_NOOP("Tackle", "a secret, out of a file or - for standard input")}},
         setSetting},
    };
}

} // namespace tacklebox::tackle
