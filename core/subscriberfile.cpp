// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/subscriberfile.h"

#include "core/json.h"
#include "core/mask.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr auto kFormat = "tacklebox-subscribers"_L1;
constexpr int kVersion = 1;

bool comesBefore(const Subscriber &left, const Subscriber &right)
{
    const auto order = [](const Subscriber &one) {
        const QString key = one.fields.value("key"_L1).toString();
        return std::tuple(key.isEmpty(), key, one.name, one.uuid);
    };
    return order(left) < order(right);
}

Json entryFrom(const Subscriber &subscriber, const std::vector<Field> &fields)
{
    Json entry = Json::object();
    for (const Field &field : fields) {
        const std::string key = field.key.toStdString();
        if (field.kind == FieldKind::Secret)
            entry[key] = {{"set", subscriber.secrets.value(field.key).isSet}};
        else if (subscriber.fields.contains(field.key)) // what is unknown is not written
            entry[key] = json::value(maskedValue(field, subscriber.fields.value(field.key)));
    }
    entry["uuid"] = json::text(subscriber.uuid);
    return entry;
}

QString titleOf(const QJsonObject &entry, qsizetype place, const std::vector<Field> &fields)
{
    const Field *name = nameField(fields);
    for (const QString &key : {name ? name->key : QString(), u"key"_s}) {
        if (const QString text = entry.value(key).toString(); !text.isEmpty())
            return text;
    }
    return u'#' + QString::number(place + 1);
}

// {"set": true}, and nothing else: a secret itself is never read from here.
std::optional<Error> readSecret(const Field &field, const QJsonValue &value, SubscriberEntry &entry)
{
    const QJsonObject object = value.toObject();
    const bool isState = value.isNull() || (object.size() == 1 && object.value("set"_L1).isBool());
    if (!isState)
        return invalid(Reason::SecretForm, field.key);
    entry.hasSecret = entry.hasSecret || object.value("set"_L1).toBool();
    return std::nullopt;
}

Error unknown(const QString &key, const std::vector<Field> &fields)
{
    QStringList known;
    for (const Field &field : fields)
        known.append(field.key);
    Error error = invalid(Reason::UnknownField, key, key);
    error.detail = known.join(u", "_s);
    return error;
}

void readEntry(const QJsonObject &object, qsizetype place, const std::vector<Field> &fields,
               SubscriberFile &file)
{
    SubscriberEntry entry;
    entry.title = titleOf(object, place, fields);
    for (auto member = object.begin(); member != object.end(); ++member) {
        const auto field = std::ranges::find(fields, member.key(), &Field::key);
        std::optional<Error> error;
        if (member.key() == "uuid"_L1)
            entry.uuid = member->toString();
        else if (field == fields.end())
            error = unknown(member.key(), fields);
        else if (field->kind == FieldKind::Secret)
            error = readSecret(*field, *member, entry);
        else
            entry.fields.insert(member.key(), *member);
        if (error) {
            file.wrong.push_back({entry.title, *error});
            entry.wrong.push_back(std::move(*error));
        }
    }
    file.entries.push_back(std::move(entry));
}

void refuseEntry(const QString &title, SubscriberFile &file)
{
    SubscriberEntry entry;
    entry.title = title;
    entry.isReadable = false;
    entry.wrong.push_back(invalid(Reason::WrongType, u"subscribers"_s));
    file.wrong.push_back({title, entry.wrong.front()});
    file.entries.push_back(std::move(entry));
}

} // namespace

QByteArray subscriberFile(QList<Subscriber> subscribers, const std::vector<Field> &fields)
{
    std::ranges::sort(subscribers, comesBefore);
    Json entries = Json::array();
    for (const Subscriber &subscriber : subscribers)
        entries.push_back(entryFrom(subscriber, fields));
    return json::document({{"format", std::string(kFormat.data(), size_t(kFormat.size()))},
                           {"version", kVersion},
                           {"subscribers", std::move(entries)}});
}

SubscriberFile readSubscriberFile(const QByteArray &bytes, const std::vector<Field> &fields)
{
    SubscriberFile file;
    QJsonParseError parsed;
    const QJsonObject document = QJsonDocument::fromJson(bytes, &parsed).object();
    if (parsed.error != QJsonParseError::NoError) {
        const qsizetype line = bytes.first(std::min<qsizetype>(parsed.offset, bytes.size())).count('\n') + 1;
        Error error = invalid(Reason::JsonForm, {});
        error.detail = u"line %1, %2"_s.arg(line).arg(parsed.errorString());
        file.wrong.push_back({{}, std::move(error)});
        return file;
    }
    const QJsonValue entries = document.value("subscribers"_L1);
    if (document.value("format"_L1) != QJsonValue(kFormat) || document.value("version"_L1).toInt() != kVersion
        || !entries.isArray()) {
        file.wrong.push_back({{}, invalid(Reason::SubscriberFileForm, {})});
        return file;
    }
    const QJsonArray list = entries.toArray();
    for (qsizetype place = 0; place < list.size(); ++place) {
        if (list.at(place).isObject())
            readEntry(list.at(place).toObject(), place, fields, file);
        else
            refuseEntry(titleOf({}, place, fields), file);
    }
    return file;
}

} // namespace tacklebox
