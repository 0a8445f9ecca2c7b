// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/draftchanges.h"

#include "core/mask.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects {

namespace {

bool tellsApart(const Field &field)
{
    return field.isName || field.kind == FieldKind::Url || field.kind == FieldKind::List;
}

// In one spelling, where a server has two.
QJsonValue spelled(const std::vector<Field> &fields, const QString &key, const QJsonValue &value)
{
    const auto field = std::ranges::find(fields, key, &Field::key);
    if (!value.isDouble() || field == fields.end())
        return value;
    const QString name = field->numbered.value(value.toInt(-1));
    return name.isEmpty() ? value : name;
}

bool isSame(const std::vector<Field> &fields, const QString &key, const Fields &one, const Fields &other)
{
    return spelled(fields, key, one.value(key)) == spelled(fields, key, other.value(key));
}

// A JSON Patch is a list of operations, of which those below a member write a part of it alone.
Fields writtenMembers(const QJsonDocument &body)
{
    if (body.isObject())
        return body.object();
    Fields written;
    const QJsonArray operations = body.array();
    for (const QJsonValue &operation : operations) {
        const QString op = operation["op"_L1].toString();
        const QString path = operation["path"_L1].toString();
        if ((op == "add"_L1 || op == "replace"_L1) && path.startsWith(u'/'))
            written.insert(path.mid(1), operation["value"_L1]);
    }
    return written;
}

bool holdsAll(const BackendInfo &info, const Fields &sent, const Fields &change)
{
    return !change.isEmpty() && agree(info.subscriberFields, change.keys(), sent, change);
}

} // namespace

SubscriberDraft onlyChanges(const std::vector<Field> &fields, SubscriberDraft draft)
{
    if (!draft.id)
        return draft;
    for (const Field &field : fields) {
        const bool isKnown = field.kind != FieldKind::Secret && draft.base.contains(field.key);
        if (isKnown && draft.changes.contains(field.key)
            && isSame(fields, field.key, draft.base, draft.changes))
            draft.changes.remove(field.key);
    }
    return draft;
}

bool changesNothing(const SubscriberDraft &draft)
{
    return draft.id && draft.changes.isEmpty() && draft.secrets.empty();
}

bool isStart(const BackendInfo &info, const SubscriberDraft &draft)
{
    return holdsAll(info, draft.changes, info.toStart);
}

Fields sentOf(const SubscriberDraft &draft, const QByteArray &body)
{
    const Fields written = writtenMembers(QJsonDocument::fromJson(body));
    Fields sent = draft.changes;
    for (auto member = sent.begin(); member != sent.end(); ++member) {
        const QJsonValue value = written.value(member.key());
        if (!value.isUndefined() && !value.isObject())
            *member = value;
    }
    return sent;
}

bool agree(const std::vector<Field> &fields, const QStringList &keys, const Fields &one, const Fields &other)
{
    return std::ranges::all_of(keys, [&](const QString &key) { return isSame(fields, key, one, other); });
}

std::optional<QString> firstApart(const std::vector<Field> &fields, const QStringList &keys,
                                  const Fields &before, const Fields &now)
{
    for (const QString &key : keys) {
        if (before.contains(key) && now.contains(key) && !isSame(fields, key, before, now))
            return key;
    }
    return std::nullopt;
}

bool isAsSent(const std::vector<Field> &fields, const Fields &sent, const Subscriber &row)
{
    QStringList told;
    for (const Field &field : fields) {
        if (tellsApart(field) && sent.contains(field.key) && row.fields.contains(field.key))
            told.append(field.key);
    }
    return !told.isEmpty() && agree(fields, told, sent, row.fields);
}

Subscriber writtenRow(const BackendInfo &info, const SubscriberId &id, const Fields &sent)
{
    Subscriber row;
    row.id = id;
    row.fields = sent;
    if (const Field *name = nameField(info.subscriberFields)) {
        row.name = sent.value(name->key).toString();
        row.told.setFlag(Told::Name, sent.contains(name->key));
    }
    if (const Field *url = fieldOfKind(info.subscriberFields, FieldKind::Url)) {
        row.url = sent.value(url->key).toString();
        row.told.setFlag(Told::Url, sent.contains(url->key));
    }
    row.isActive = holdsAll(info, sent, info.toStart);
    if (row.isActive || holdsAll(info, sent, info.toStop))
        row.state = row.isActive ? SubscriberState::Active : SubscriberState::Stopped;
    return row;
}

Subscriber withAges(Subscriber row, const SubscriberDraft &draft, Instant now)
{
    for (const auto &[key, edit] : draft.secrets) {
        const auto secret = row.secrets.find(key);
        if (secret != row.secrets.end() && secret->isSet && edit.action == SecretEdit::Action::Set)
            secret->since = now;
    }
    return row;
}

QString shownText(const Field &field, const QJsonValue &value)
{
    const QJsonValue shown = maskedValue(field, value);
    if (!shown.isArray() && !shown.isObject())
        return shown.toVariant().toString();
    const QJsonDocument document
        = shown.isArray() ? QJsonDocument(shown.toArray()) : QJsonDocument(shown.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QString foundText(const std::vector<Field> &fields, const QStringList &keys, const Fields &sent,
                  const Fields &now)
{
    const auto apart = firstApart(fields, keys, sent, now);
    if (!apart)
        return {};
    const auto field = std::ranges::find(fields, *apart, &Field::key);
    if (field == fields.end())
        return *apart;
    return u"%1: %2"_s.arg(*apart, shownText(*field, now.value(*apart))).left(200);
}

} // namespace tacklebox::dialects
