// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "engine/profilesettings.h"

#include "engine/settingstable.h"

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
Result<QJsonObject> read(const QString &file)
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

Result<Done> write(const QString &file, const QJsonObject &values)
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

Result<std::unique_ptr<ProfileSettings>> ProfileSettings::open(const QString &file, QThread *owner)
{
    Result<QJsonObject> values = read(file);
    if (!values)
        return fail(values.error());
    auto settings = std::unique_ptr<ProfileSettings>(new ProfileSettings(file, std::move(*values)));
    settings->moveToThread(owner);
    return settings;
}

ProfileSettings::ProfileSettings(QString file, QJsonObject values)
    : m_file(std::move(file))
    , m_values(std::move(values))
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
    for (Setting &setting : settings)
        setting.value
            = m_values.value(setting.key).isUndefined() ? setting.initial : m_values.value(setting.key);
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
    const Result<QJsonValue> value = settingFrom(*setting, text);
    if (!value)
        return ready<Done>(fail(value.error()));

    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    Async<Done> answer = promise->future();
    // Read again first: another process may have set another key.
    m_writing.start([promise, file = m_file, key, value = *value] {
        Result<QJsonObject> values = read(file);
        if (values)
            values->insert(key, value);
        promise->addResult(values ? write(file, *values) : Result<Done>(fail(values.error())));
        promise->finish();
    });
    return answer.then(this, [this, key, value = *value](const Result<Done> &done) {
        if (!done)
            return done;
        emit written(key, this->value(key), value);
        m_values.insert(key, value);
        emit changed(key);
        return done;
    });
}

void ProfileSettings::readAgain()
{
    m_writing.start([this] {
        if (Result<QJsonObject> values = read(m_file))
            QMetaObject::invokeMethod(
                this, [this, values = std::move(*values)] { take(values); }, Qt::QueuedConnection);
    });
}

void ProfileSettings::take(const QJsonObject &values)
{
    const QJsonObject before = std::exchange(m_values, values);
    for (const Setting &setting : settingsTable()) {
        if (before.value(setting.key) != values.value(setting.key))
            emit changed(setting.key);
    }
}

Async<Done> ProfileSettings::setSecret(const QString &key, Secret)
{
    const std::vector<Setting> settings = settingsTable();
    if (std::ranges::find(settings, key, &Setting::key) == settings.end())
        return ready<Done>(fail(Error{ErrorKind::NotFound, Reason::NoSuchSetting, {}, key, {}, {}, 0}));
    return ready<Done>(fail(invalid(Reason::WrongType, key)));
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
