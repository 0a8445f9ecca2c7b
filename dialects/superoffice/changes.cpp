// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/superoffice/changes.h"

#include "core/callbackurl.h"
#include "dialects/superoffice/columns.h"
#include "dialects/superoffice/longnumber.h"
#include "dialects/superoffice/operations.h"
#include "dialects/superoffice/patch.h"
#include "dialects/superoffice/rows.h"
#include "dialects/superoffice/vocabulary.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::superoffice {

namespace {

const Field *fieldOf(const QString &key)
{
    const auto &fields = webhookFields();
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() ? nullptr : &*found;
}

std::optional<Error> unknownField(const SubscriberDraft &draft)
{
    for (const QString &key : draft.changes.keys()) {
        const Field *field = fieldOf(key);
        if (!field || field->kind == FieldKind::Secret)
            return invalid(Reason::UnknownField, key);
    }
    for (const auto &[key, edit] : draft.secrets) {
        const Field *field = fieldOf(key);
        if (!field || field->kind != FieldKind::Secret)
            return invalid(Reason::UnknownField, key);
    }
    return std::nullopt;
}

QJsonValue valueIn(const SubscriberDraft &draft, const QString &key)
{
    return draft.changes.contains(key) ? draft.changes.value(key) : draft.base.value(key);
}

// A new one is a webhook unless it says otherwise. What plugin an unknown Type is, nobody knows.
bool isSentOverHttp(const SubscriberDraft &draft)
{
    const QJsonValue type = valueIn(draft, u"Type"_s);
    return type.toString() == "webhook"_L1 || (!draft.id && (type.isUndefined() || type.isNull()));
}

Result<QJsonValue> writtenState(const QJsonValue &value)
{
    const std::optional<SubscriberState> state = stateFrom(value);
    if (state && *state != SubscriberState::Unknown)
        return QJsonValue(stateName(*state));
    return fail(invalid(Reason::UnknownChoice, u"State"_s, value.toVariant().toString()));
}

// All becomes the list of known names; another wildcard would match nothing there. What the server had stays.
Result<QJsonValue> writtenEvents(const QJsonArray &wanted, const QJsonArray &before)
{
    QJsonArray events;
    for (const QJsonValue &event : wanted) {
        const QString text = event.toString();
        if (before.contains(event) || !text.endsWith(u'*')) {
            events.append(event);
            continue;
        }
        if (text != "*"_L1)
            return fail(invalid(Reason::UnknownChoice, u"Events"_s, text.left(100)));
        for (const QString &known : knownEvents()) {
            if (!wanted.contains(known) && !events.contains(known))
                events.append(known);
        }
    }
    return QJsonValue(events);
}

// As the server takes it, or what is wrong with it.
Result<QJsonValue> written(const QString &key, const SubscriberDraft &draft)
{
    const QJsonValue value = draft.changes.value(key);
    if (key == "State"_L1)
        return writtenState(value);
    if (key == "TargetUrl"_L1 && isSentOverHttp(draft)) {
        if (auto error = checkCallbackUrl(value.toString(), key))
            return fail(std::move(*error));
    }
    if (key == "Headers"_L1) {
        const QJsonObject headers = value.toObject();
        if (!headers.isEmpty() && valueIn(draft, u"Type"_s).toString() == "crmscript"_L1)
            return fail(invalid(Reason::RemoteScript, key));
        if (!std::all_of(
                headers.begin(), headers.end(), [](const QJsonValue &one) { return one.isString(); }))
            return fail(invalid(Reason::WrongType, key));
    }
    if (auto error = checkColumn(key, draft.base.value(key), value))
        return fail(*std::move(error));
    if (key == "Events"_L1 && value.isArray())
        return writtenEvents(value.toArray(), draft.base.value(key).toArray());
    return value;
}

QJsonValue secretValue(const SecretEdit &edit)
{
    const bool isSet = edit.action == SecretEdit::Action::Set;
    return isSet ? QJsonValue(QString::fromUtf8(edit.value.reveal())) : QJsonValue();
}

Result<QJsonValue> writtenSecret(const QString &key, const SecretEdit &edit)
{
    const QJsonValue value = secretValue(edit);
    if (value.isString() && value.toString().toUtf8() != edit.value.reveal())
        return fail(invalid(Reason::SecretForm, key, u"UTF-8"_s));
    if (auto error = checkColumn(key, {}, value))
        return fail(*std::move(error));
    return value;
}

bool isSame(const QString &key, const QJsonValue &before, const QJsonValue &after)
{
    return before == after || (key == "State"_L1 && stateFrom(before) == stateFrom(after));
}

// In the order of the fields, without those that change nothing.
Result<std::vector<Change>> changesOf(const SubscriberDraft &draft)
{
    if (auto error = unknownField(draft))
        return fail(std::move(*error));
    std::vector<Change> changes;
    for (const Field &field : webhookFields()) {
        const auto edit = draft.secrets.find(field.key);
        const bool isSecret = edit != draft.secrets.end();
        if (!isSecret && !draft.changes.contains(field.key))
            continue;
        auto after = isSecret ? writtenSecret(field.key, edit->second) : written(field.key, draft);
        if (!after)
            return fail(after.error());
        const QJsonValue before
            = isSecret || !draft.id ? QJsonValue(QJsonValue::Undefined) : draft.base.value(field.key);
        if (before.isUndefined() || !isSame(field.key, before, *after))
            changes.push_back({field.key, before, std::move(*after), isSecret});
    }
    return changes;
}

// What a merge has to hold to make `wanted` of `before`. None: it can't.
std::optional<QJsonValue> mergeOf(const QJsonValue &before, const QJsonValue &wanted)
{
    if (before.isArray() || wanted.isArray())
        return std::nullopt;
    if (!wanted.isObject())
        return wanted;
    if (before.isUndefined())
        return std::nullopt;
    QJsonObject merge;
    const QJsonObject old = before.toObject();
    const QJsonObject members = wanted.toObject();
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (old.contains(member.key()) && old.value(member.key()) == *member)
            continue;
        const QJsonValue under = old.contains(member.key()) ? old.value(member.key()) : QJsonValue();
        const std::optional<QJsonValue> part = member->isNull() ? std::nullopt : mergeOf(under, *member);
        if (!part)
            return std::nullopt;
        merge.insert(member.key(), *part);
    }
    for (const QString &key : old.keys()) {
        if (members.contains(key))
            continue;
        if (members.keys().contains(key, Qt::CaseInsensitive))
            return std::nullopt; // the server looks at no case, and would take away what was put in
        merge.insert(key, QJsonValue());
    }
    return merge;
}

// Held against the server's own reading, which is no RFC 7396.
bool isReadAsMeant(const std::vector<Change> &changes, const QJsonObject &merge)
{
    QJsonObject before;
    QJsonObject after;
    for (const Change &change : changes) {
        if (!change.before.isUndefined())
            before.insert(change.key, change.before);
        after.insert(change.key, change.after);
    }
    return checkMakes(before, merge, after).has_value();
}

// The base as it came, and the secrets that it had, with the changes laid over it.
Result<QJsonObject> overlaid(const SubscriberDraft &draft)
{
    const auto changes = changesOf(draft);
    if (!changes)
        return fail(changes.error());
    QJsonObject webhook = draft.base;
    webhook.remove(u"_Links"_s); // of replies alone
    if (draft.id)
        webhook.insert(u"WebhookId"_s, draft.id->value.toInt());
    for (const auto &[key, secret] : draft.carried)
        webhook.insert(key, secretValue(secret));
    for (const Change &change : *changes)
        webhook.insert(change.key, change.after);
    return webhook;
}

// What can't be written as it is.
std::optional<Error> longNumberIn(const QJsonObject &written)
{
    for (auto member = written.begin(); member != written.end(); ++member) {
        if (holdsLongNumber(*member))
            return invalid(Reason::NumberTooLong, member.key());
    }
    return std::nullopt;
}

} // namespace

Result<QJsonObject> newWebhook(const SubscriberDraft &draft)
{
    const auto changes = changesOf(draft);
    if (!changes)
        return fail(changes.error());
    QJsonObject webhook;
    for (const Change &change : *changes)
        webhook.insert(change.key, change.after);
    if (auto error = longNumberIn(webhook))
        return fail(*std::move(error));
    return webhook;
}

Result<QJsonArray> jsonPatchOf(const SubscriberDraft &draft)
{
    const auto changes = changesOf(draft);
    if (!changes)
        return fail(changes.error());
    QJsonArray patch;
    for (const Change &change : *changes) {
        const auto operations = operationsOf(change);
        if (!operations)
            return fail(operations.error());
        if (holdsLongNumber(*operations))
            return fail(invalid(Reason::NumberTooLong, change.key));
        for (const QJsonValue &one : *operations)
            patch.append(one);
    }
    return patch;
}

Result<std::optional<QJsonObject>> mergePatchOf(const SubscriberDraft &draft)
{
    const auto changes = changesOf(draft);
    if (!changes)
        return fail(changes.error());
    QJsonObject merge;
    for (const Change &change : *changes) {
        const std::optional<QJsonValue> part = mergeOf(change.before, change.after);
        if (!part)
            return std::nullopt;
        merge.insert(change.key, *part);
    }
    if (auto error = longNumberIn(merge))
        return fail(*std::move(error));
    return isReadAsMeant(*changes, merge) ? std::optional(merge) : std::nullopt;
}

std::optional<QByteArray> unmodifiedSince(const Fields &base)
{
    const std::optional<Instant> updated = momentFrom(base.value("Updated"_L1).toString());
    if (!updated)
        return std::nullopt;
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(toMillis(*updated), Qt::UTC);
    return QLocale::c().toString(utc, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

Result<QJsonObject> wholeWebhook(const SubscriberDraft &draft)
{
    for (const Field &field : webhookFields()) {
        const bool isKnown = field.kind == FieldKind::Secret
            ? draft.secrets.contains(field.key) || draft.carried.contains(field.key)
            : !valueIn(draft, field.key).isUndefined();
        if (!isKnown)
            return fail(invalid(Reason::Required, field.key));
    }
    auto webhook = overlaid(draft);
    if (!webhook)
        return webhook;
    // An odd one that was there prevents nothing; the one that stands for none is never written.
    if (const QJsonValue before = webhook->value("State"_L1); stateFrom(before)) {
        const auto state = writtenState(before);
        if (!state)
            return fail(state.error());
        webhook->insert(u"State"_s, *state);
    }
    if (auto error = longNumberIn(*webhook))
        return fail(*std::move(error));
    return webhook;
}

Result<QJsonObject> webhookToTest(const SubscriberDraft &draft)
{
    if (valueIn(draft, u"Type"_s).toString() == "crmscript"_L1)
        return fail({ErrorKind::Unsupported, Reason::NotOfThisApi, u"Type"_s, {}, {}, {}, 0});
    if (valueIn(draft, u"TargetUrl"_s).toString().isEmpty())
        return fail(invalid(Reason::Required, u"TargetUrl"_s));
    return overlaid(draft);
}

} // namespace tacklebox::dialects::superoffice
