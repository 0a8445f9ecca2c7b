// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/settingstable.h"

#include "core/addressclass.h"
#include "core/mailaddress.h"
#include "core/retrypolicy.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

constexpr std::chrono::milliseconds kShortestRetention = std::chrono::minutes(1);
constexpr std::chrono::milliseconds kLongestRetention = std::chrono::hours(24 * 36500);

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Settings)
};

Result<QJsonValue> networksFrom(const Setting &setting, const QString &text)
{
    QJsonArray networks;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        if (!networkFrom(part.trimmed()))
            return fail(invalid(Reason::NetworkForm, setting.key, part.trimmed()));
        networks.append(part.trimmed());
    }
    return QJsonValue(networks);
}

Result<QJsonValue> proxyFrom(const Setting &setting, const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isProxy = url.isValid() && !url.host().isEmpty()
        && QStringList{u"http"_s, u"https"_s, u"socks5"_s, u"socks5h"_s}.contains(url.scheme());
    // The file of the settings keeps no secret.
    if (!url.userInfo().isEmpty())
        return fail(invalid(Reason::UrlWithCredentials, setting.key, url.host()));
    if (!text.isEmpty() && !isProxy)
        return fail(invalid(Reason::UrlNotParsed, setting.key, text));
    return QJsonValue(text);
}

// A bare number would be seconds: too little to mean it.
Result<QJsonValue> durationFrom(const Setting &setting, const QString &text)
{
    const QString trimmed = text.trimmed();
    const auto age = retentionFrom(trimmed);
    if (!trimmed.isEmpty() && (!age || *age < kShortestRetention || trimmed.back().isDigit()))
        return fail(invalid(Reason::DurationForm, setting.key, text.left(40)));
    return QJsonValue(trimmed);
}

Result<QJsonValue> mailServerFrom(const Setting &setting, const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.userInfo().isEmpty())
        return fail(invalid(Reason::UrlWithCredentials, setting.key, url.host()));
    const bool isServer = url.isValid() && !url.host().isEmpty()
        && (url.path().isEmpty() || url.path() == u"/"_s) && !url.hasQuery() && !url.hasFragment()
        && QStringList{u"smtp"_s, u"smtps"_s}.contains(url.scheme());
    if (!text.isEmpty() && !isServer)
        return fail({ErrorKind::InvalidValue,
                     Reason::UnknownChoice,
                     setting.key,
                     text.left(120).simplified(),
                     u"smtp://HOST:PORT, smtps://HOST:PORT"_s,
                     {},
                     0});
    return QJsonValue(text);
}

Result<QJsonValue> senderFrom(const Setting &setting, const QString &text)
{
    if (!text.isEmpty() && !isMailAddress(text))
        return fail(invalid(Reason::EmailForm, setting.key, text.left(100).simplified()));
    return QJsonValue(text);
}

Setting mailSetting(const QString &key, SettingKind kind, const QString &text)
{
    const bool isSecret = kind == SettingKind::Secret;
    return {key, kind, isSecret ? QJsonValue(false) : QJsonValue(u""_s), {}, {}, text};
}

} // namespace

std::optional<std::chrono::milliseconds> retentionFrom(const QString &text)
{
    return tacklebox::durationFrom(text, kLongestRetention);
}

std::vector<Setting> settingsTable()
{
    return {
        {u"theme"_s,
         SettingKind::Choice,
         u"system"_s,
         {},
         {u"system"_s, u"light"_s, u"dark"_s},
         Texts::tr("How the window is drawn.")},
        {u"allowed_networks"_s,
         SettingKind::List,
         QJsonArray{},
         {},
         {},
         Texts::tr("Private networks that deliveries may go to, as 10.0.0.0/8.")},
        {u"ca_file"_s,
         SettingKind::Text,
         u""_s,
         {},
         {},
         Texts::tr("Certificates of your own authority (PEM), trusted beside the system's.")},
        {u"proxy"_s,
         SettingKind::Text,
         u""_s,
         {},
         {},
         Texts::tr("Proxy for deliveries, as http://host:port. Empty: none, whatever the environment says.")},
        {u"retention_delivered"_s,
         SettingKind::Duration,
         u"30d"_s,
         {},
         {},
         Texts::tr(
             "How long delivered jobs are kept, as 30d or 12h, and events that nobody was told of. Empty: "
             "for ever.")},
        {u"retention_failed"_s,
         SettingKind::Duration,
         u"90d"_s,
         {},
         {},
         Texts::tr(
             "How long failed and dropped jobs are kept, as 90d or 12h. Empty: for ever. What waits, is "
             "held or blocked is always kept.")},
        {u"retention_remote"_s,
         SettingKind::Duration,
         u""_s,
         {},
         {},
         Texts::tr(
             "How long the jobs of accounts at remote APIs are kept here, as 365d, counted from when they "
             "were made or last sent. Empty: for ever, whatever their server still has.")},
        mailSetting(u"smtp_url"_s,
                    SettingKind::Text,
                    Texts::tr("The server for e-mail alerts: smtp://host:587 (STARTTLS) or smtps://host:465. "
                              "Empty: none are sent.")),
        mailSetting(u"smtp_from"_s, SettingKind::Text, Texts::tr("The address that alerts come from.")),
        mailSetting(u"smtp_user"_s, SettingKind::Text, Texts::tr("Who signs in at the mail server.")),
        mailSetting(u"smtp_password"_s,
                    SettingKind::Secret,
                    Texts::tr("The password for it, sealed in the profile. It goes out over TLS alone.")),
    };
}

Result<QJsonValue> settingFrom(const Setting &setting, const QString &text)
{
    if (setting.key == "allowed_networks"_L1)
        return networksFrom(setting, text);
    if (setting.key == "proxy"_L1)
        return proxyFrom(setting, text);
    if (setting.kind == SettingKind::Duration)
        return durationFrom(setting, text);
    if (setting.key == "smtp_url"_L1)
        return mailServerFrom(setting, text);
    if (setting.key == "smtp_from"_L1)
        return senderFrom(setting, text);
    if (setting.kind == SettingKind::Secret)
        return fail(invalid(Reason::SecretForm, setting.key));
    if (setting.kind == SettingKind::Choice && !setting.choices.contains(text))
        return fail({ErrorKind::InvalidValue,
                     Reason::UnknownChoice,
                     setting.key,
                     text,
                     setting.choices.join(u", "_s),
                     {},
                     0});
    return QJsonValue(text);
}

} // namespace tacklebox::engine
