// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/profilesettings.h"

#include "engine/settingstable.h"
#include "store/settingsecretstore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tacklebox::engine {

namespace {

Error fileError(Reason reason, const QString &file, const QString &detail)
{
    return {ErrorKind::Failed, reason, {}, file, detail, {}, 0};
}

// A file that isn't there means every default.
Result<QJsonObject> readFile(const QString &file)
{
    QFile source(file);
    if (!source.exists())
        return QJsonObject();
    if (!source.open(QIODevice::ReadOnly))
        return fail(fileError(Reason::FileNotRead, file, source.errorString()));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(source.readAll(), &error);
    if (!document.isObject())
        return fail(fileError(Reason::FileNotRead, file, error.errorString()));
    return document.object();
}

Result<Done> writeFile(const QString &file, const QJsonObject &values)
{
    QSaveFile target(file);
    if (!QDir().mkpath(QFileInfo(file).path()) || !target.open(QIODevice::WriteOnly))
        return fail(fileError(Reason::FileNotWritten, file, target.errorString()));
    target.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    target.write(QJsonDocument(values).toJson());
    if (!target.commit())
        return fail(fileError(Reason::FileNotWritten, file, target.errorString()));
    return Done{};
}

} // namespace

Result<ProfileSettings::Standing> ProfileSettings::read(const QString &file, store::Store &store)
{
    Result<QJsonObject> values = readFile(file);
    if (!values)
        return fail(values.error());
    const auto secrets
        = store
              .read<QSet<QString>>(
                  {}, [](store::Connection &connection) { return store::settingSecretKeys(connection); })
              .result();
    if (!secrets)
        return fail(secrets.error());
    return Standing{std::move(*values), *secrets};
}

Result<std::unique_ptr<ProfileSettings>> ProfileSettings::open(const QString &file, Parts parts,
                                                               QThread *owner)
{
    Result<Standing> standing = read(file, parts.store);
    if (!standing)
        return fail(standing.error());
    auto settings = std::unique_ptr<ProfileSettings>(new ProfileSettings(file, parts, std::move(*standing)));
    settings->moveToThread(owner);
    return settings;
}

ProfileSettings::ProfileSettings(QString file, Parts parts, Standing standing)
    : m_file(std::move(file))
    , m_parts(parts)
    , m_standing(std::move(standing))
    , m_writing(this)
{
    m_writing.setMaxThreadCount(1);
}

ProfileSettings::~ProfileSettings()
{
    m_writing.waitForDone();
}

std::vector<Setting> ProfileSettings::list() const
{
    std::vector<Setting> settings = settingsTable();
    for (Setting &setting : settings) {
        const QJsonValue value = m_standing.values.value(setting.key);
        if (setting.kind == SettingKind::Secret)
            setting.value = m_standing.secrets.contains(setting.key);
        else
            setting.value = value.isUndefined() ? setting.initial : value;
    }
    return settings;
}

QJsonValue ProfileSettings::value(const QString &key) const
{
    const std::vector<Setting> settings = list();
    const auto found = std::ranges::find(settings, key, &Setting::key);
    return found == settings.end() ? QJsonValue(QJsonValue::Undefined) : found->value;
}

Async<Done> ProfileSettings::set(const QString &key, const QString &text)
{
    const std::vector<Setting> settings = settingsTable();
    const auto setting = std::ranges::find(settings, key, &Setting::key);
    if (setting == settings.end())
        return ready<Done>(fail(Error{ErrorKind::NotFound, Reason::NoSuchSetting, {}, key, {}, {}, 0}));
    if (setting->kind == SettingKind::Secret && text.isEmpty())
        return setSecret(key, {});
    const Result<QJsonValue> value = settingFrom(*setting, text);
    if (!value)
        return ready<Done>(fail(value.error()));

    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    Async<Done> answer = promise->future();
    // Read again first: another process may have set another key.
    m_writing.start([promise, file = m_file, key, value = *value] {
        Result<QJsonObject> values = readFile(file);
        if (values)
            values->insert(key, value);
        promise->addResult(values ? writeFile(file, *values) : Result<Done>(fail(values.error())));
        promise->finish();
    });
    return answer.then(this, [this, key, value = *value](const Result<Done> &done) {
        if (!done)
            return done;
        emit written(key, this->value(key), value);
        m_standing.values.insert(key, value);
        emit changed(key);
        return done;
    });
}

void ProfileSettings::readAgain()
{
    m_writing.start([this] {
        if (Result<Standing> standing = read(m_file, m_parts.store))
            QMetaObject::invokeMethod(
                this, [this, standing = std::move(*standing)] { take(standing); }, Qt::QueuedConnection);
    });
}

void ProfileSettings::take(const Standing &standing)
{
    const Standing before = std::exchange(m_standing, standing);
    for (const Setting &setting : settingsTable()) {
        const QString &key = setting.key;
        if (before.values.value(key) != standing.values.value(key)
            || before.secrets.contains(key) != standing.secrets.contains(key))
            emit changed(key);
    }
}

Async<Done> ProfileSettings::setSecret(const QString &key, Secret secret)
{
    const std::vector<Setting> settings = settingsTable();
    const auto setting = std::ranges::find(settings, key, &Setting::key);
    if (setting == settings.end())
        return ready<Done>(fail(Error{ErrorKind::NotFound, Reason::NoSuchSetting, {}, key, {}, {}, 0}));
    if (setting->kind != SettingKind::Secret)
        return ready<Done>(fail(invalid(Reason::WrongType, key)));
    if (looksLikeMask(QString::fromUtf8(secret.reveal())))
        return ready<Done>(fail(invalid(Reason::SecretIsMask, key)));
    if (secret.isEmpty())
        return keepSecret(key, secret);
    return m_parts.vault.open().then(
        this, [this, key, secret = std::move(secret)](secrets::KeyState state) -> Async<Done> {
            // A secret that lives for this run only is lost where this run delivers nothing.
            if (state == secrets::KeyState::ThisRunOnly && !m_parts.delivers)
                return ready<Done>(fail(m_parts.vault.why().value_or(
                    Error{ErrorKind::NotAuthorised, Reason::MasterKeyMissing, {}, {}, {}, {}, 0})));
            return keepSecret(key, secret);
        });
}

Async<Done> ProfileSettings::keepSecret(const QString &key, const Secret &secret)
{
    const Result<QByteArray> sealed
        = secret.isEmpty() ? Result<QByteArray>(QByteArray()) : m_parts.vault.sealNamed(secret, key);
    if (!sealed)
        return ready<Done>(fail(sealed.error()));
    return m_parts.store
        .write<Done>([key, sealed = *sealed, now = m_parts.clock.now()](store::Connection &connection) {
            return store::writeSettingSecret(connection, key, sealed, now);
        })
        .then(this, [this, key, isSet = !secret.isEmpty()](const Result<Done> &done) {
            if (done)
                noteSecret(key, isSet);
            return done;
        });
}

void ProfileSettings::noteSecret(const QString &key, bool isSet)
{
    emit written(key, m_standing.secrets.contains(key), isSet);
    if (isSet)
        m_standing.secrets.insert(key);
    else
        m_standing.secrets.remove(key);
    emit changed(key);
}

DeliveryRules ProfileSettings::deliveryRules() const
{
    DeliveryRules rules;
    const QJsonArray networks = value(u"allowed_networks"_s).toArray();
    for (const auto &text : networks) {
        if (const auto network = networkFrom(text.toString()))
            rules.addresses.allowedNetworks.append(*network);
    }
    rules.caFile = value(u"ca_file"_s).toString();
    rules.proxy = value(u"proxy"_s).toString();
    return rules;
}

} // namespace tacklebox::engine
