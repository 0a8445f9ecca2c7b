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

// Of what tells it apart, what the row has.
QStringList toldOf(const std::vector<Field> &fields, const Fields &sent, const Subscriber &row)
{
    QStringList told;
    for (const Field &field : fields) {
        if (tellsApart(field) && sent.contains(field.key) && row.fields.contains(field.key))
            told.append(field.key);
    }
    return told;
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

bool holdsNothing(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    return document.isArray() ? document.array().isEmpty()
                              : document.isObject() && document.object().isEmpty();
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

SubscriberDraft onlyWritten(const std::vector<Field> &fields, SubscriberDraft draft, const Fields &sent,
                            const QByteArray &body)
{
    SubscriberDraft written = draft;
    written.changes = draft.id && holdsNothing(body) ? Fields() : sent;
    const Fields left = onlyChanges(fields, written).changes;
    for (const QString &key : draft.changes.keys()) {
        if (!left.contains(key))
            draft.changes.remove(key);
    }
    return draft;
}

bool agree(const std::vector<Field> &fields, const QStringList &keys, const Fields &one, const Fields &other)
{
    return std::ranges::all_of(keys, [&](const QString &key) { return isSame(fields, key, one, other); });
}

bool areKnownToAgree(const std::vector<Field> &fields, const QStringList &keys, const Fields &one,
                     const Fields &other)
{
    const auto isKnown = [&](const QString &key) { return one.contains(key) && other.contains(key); };
    return std::ranges::all_of(keys, isKnown) && agree(fields, keys, one, other);
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

bool canBeCompared(const std::vector<Field> &fields, const Fields &sent, const Subscriber &row)
{
    return !toldOf(fields, sent, row).isEmpty();
}

bool isAsSent(const std::vector<Field> &fields, const Fields &sent, const Subscriber &row)
{
    const QStringList told = toldOf(fields, sent, row);
    return !told.isEmpty() && agree(fields, told, sent, row.fields);
}

Subscriber withWritten(const BackendInfo &info, Subscriber row, const Fields &sent)
{
    Fields untold = sent;
    for (const QString &key : row.fields.keys())
        untold.remove(key);
    for (auto member = untold.begin(); member != untold.end(); ++member)
        row.fields.insert(member.key(), *member);
    const Field *name = nameField(info.subscriberFields);
    if (name && untold.contains(name->key)) {
        row.name = untold.value(name->key).toString();
        row.told.setFlag(Told::Name);
    }
    const Field *url = fieldOfKind(info.subscriberFields, FieldKind::Url);
    if (url && untold.contains(url->key)) {
        row.url = untold.value(url->key).toString();
        row.told.setFlag(Told::Url);
    }
    const bool isStarted = holdsAll(info, untold, info.toStart);
    if (isStarted || holdsAll(info, untold, info.toStop)) {
        row.isActive = isStarted;
        row.state = isStarted ? SubscriberState::Active : SubscriberState::Stopped;
        row.told.setFlag(Told::State);
    }
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
