// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/subscriberedit.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tacklebox::models {

using namespace Qt::StringLiterals;

namespace {

// The classes here are plain values: their texts stand under one common name.
struct SubscriberEditText
{
    Q_DECLARE_TR_FUNCTIONS(SubscriberEdit)
};

bool isBlank(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty())
        || (value.isArray() && value.toArray().isEmpty()) || (value.isObject() && value.toObject().isEmpty());
}

QString valueText(const QJsonValue &value)
{
    if (isBlank(value))
        return SubscriberEditText::tr("nothing");
    if (value.isBool())
        return value.toBool() ? SubscriberEditText::tr("yes") : SubscriberEditText::tr("no");
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    if (value.isArray())
        return textsOf(value).join(u", "_s);
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toString();
}

QString withoutDoubles(const QString &word)
{
    QString single;
    for (const QChar letter : word) {
        if (single.isEmpty() || single.back() != letter)
            single.append(letter);
    }
    return single;
}

QString anyOfEvents(const QStringList &events)
{
    if (events.contains(u"*"_s))
        return SubscriberEditText::tr("<b>every event</b>");
    if (events.size() == 1)
        return SubscriberEditText::tr("<b>%1</b>").arg(events.first().toHtmlEscaped());
    return SubscriberEditText::tr("<b>any of %n events</b>", nullptr, int(events.size()));
}

QString anyOfStatuses(const QStringList &statuses)
{
    if (statuses.size() == 1)
        return SubscriberEditText::tr("<b>the order status %1</b>").arg(statuses.first().toHtmlEscaped());
    return SubscriberEditText::tr("<b>any of %n order statuses</b>", nullptr, int(statuses.size()));
}

} // namespace

bool isSameValue(const QJsonValue &left, const QJsonValue &right)
{
    return left == right || (isBlank(left) && isBlank(right));
}

bool isMet(const FieldNeed &need, const QJsonValue &chosen)
{
    return need.key.isEmpty() || isBlank(chosen) || need.values.contains(chosen.toVariant().toString());
}

DraftChange changeOf(const Field &field, const QJsonValue &before, const QJsonValue &after)
{
    const bool isTold = field.sensitivity == FieldSensitivity::Open || field.kind == FieldKind::Url;
    // A number that stands for a choice reads as its name.
    const auto named = [&field](const QJsonValue &value) {
        return value.isDouble() ? field.numbered.value(value.toInt(-1), valueText(value)) : valueText(value);
    };
    const auto textOf = [&](const QJsonValue &value) {
        return isTold || isBlank(value) ? named(value) : SubscriberEditText::tr("set");
    };
    const QString was = before.isUndefined() ? SubscriberEditText::tr("not known") : textOf(before);
    const bool isHidden = !isTold && !isBlank(after);
    return {field.key, was, isHidden ? SubscriberEditText::tr("changed") : named(after)};
}

QStringList textsOf(const QJsonValue &list)
{
    const QJsonArray array = list.toArray();
    QStringList texts;
    for (const auto &item : array)
        texts.append(item.toString());
    return texts;
}

QString triggerSentence(const QStringList &events, const QStringList &statuses)
{
    if (events.isEmpty() && statuses.isEmpty())
        return SubscriberEditText::tr("Nothing is chosen, so nothing matches: <b>no job will be made</b>.");
    if (statuses.isEmpty())
        return SubscriberEditText::tr("A job is made on %1.").arg(anyOfEvents(events));
    if (events.isEmpty())
        return SubscriberEditText::tr("A job is made on %1.").arg(anyOfStatuses(statuses));
    return SubscriberEditText::tr("A job is made on %1, or %2.")
        .arg(anyOfEvents(events), anyOfStatuses(statuses));
}

QString spellingTwin(const QString &word, const QStringList &known)
{
    const QString single = withoutDoubles(word);
    const auto isTwin
        = [&](const QString &other) { return other != word && withoutDoubles(other) == single; };
    const auto found = std::ranges::find_if(known, isTwin);
    return found == known.end() ? QString() : *found;
}

SubscriberEdit::SubscriberEdit(std::vector<Field> fields, SubscriberDraft draft)
    : m_fields(std::move(fields))
    , m_draft(std::move(draft))
{
}

const Field *SubscriberEdit::field(const QString &key) const
{
    const auto found = std::ranges::find(m_fields, key, &Field::key);
    return found == m_fields.end() ? nullptr : &*found;
}

QString SubscriberEdit::keyOf(FieldRule rule) const
{
    const auto found = std::ranges::find(m_fields, rule, &Field::rule);
    return found == m_fields.end() ? QString() : found->key;
}

QJsonValue SubscriberEdit::startingValue(const Field &field) const
{
    return isNew() ? field.initial : m_draft.base.value(field.key);
}

QJsonValue SubscriberEdit::value(const QString &key) const
{
    for (const SubscriberDraft *draft : {&m_draft, &m_aside}) {
        if (draft->changes.contains(key))
            return draft->changes.value(key);
    }
    const Field *found = field(key);
    return found == nullptr ? QJsonValue(QJsonValue::Undefined) : startingValue(*found);
}

void SubscriberEdit::setValue(const QString &key, const QJsonValue &value)
{
    const Field *found = field(key);
    if (found == nullptr)
        return;
    m_aside.changes.remove(key);
    if (isSameValue(value, startingValue(*found)))
        m_draft.changes.remove(key);
    else
        m_draft.changes.insert(key, value);
    for (const Field &field : m_fields) {
        if (field.need.key == key)
            followNeed(field);
    }
}

void SubscriberEdit::setSecret(const QString &key, SecretEdit edit)
{
    m_aside.secrets.erase(key);
    m_draft.secrets.insert_or_assign(key, std::move(edit));
}

void SubscriberEdit::keepSecret(const QString &key)
{
    m_aside.secrets.erase(key);
    m_draft.secrets.erase(key);
}

bool SubscriberEdit::isOfUse(const Field &field) const
{
    return field.need.key.isEmpty() || isMet(field.need, value(field.need.key));
}

bool SubscriberEdit::isChoosing(const QString &key) const
{
    return std::ranges::any_of(m_fields, [&key](const Field &field) { return field.need.key == key; });
}

void SubscriberEdit::followNeed(const Field &field)
{
    const bool isUsed = isOfUse(field);
    SubscriberDraft &from = isUsed ? m_aside : m_draft;
    SubscriberDraft &to = isUsed ? m_draft : m_aside;
    to.secrets.insert(from.secrets.extract(field.key));
    if (from.changes.contains(field.key))
        to.changes.insert(field.key, from.changes.take(field.key));
}

void SubscriberEdit::rebase(const Fields &base)
{
    for (auto member = base.begin(); member != base.end(); ++member)
        m_draft.base.insert(member.key(), member.value());
    const Fields changes = m_draft.changes;
    for (auto change = changes.begin(); change != changes.end(); ++change)
        setValue(change.key(), change.value());
}

QList<DraftChange> SubscriberEdit::changes() const
{
    QList<DraftChange> lines;
    for (const Field &field : m_fields) {
        if (m_draft.changes.contains(field.key))
            lines.append(changeOf(field, startingValue(field), m_draft.changes.value(field.key)));
        const auto secret = m_draft.secrets.find(field.key);
        if (secret == m_draft.secrets.end())
            continue;
        const bool isSet = secret->second.action == SecretEdit::Action::Set;
        lines.append(
            {field.key, {}, isSet ? SubscriberEditText::tr("new") : SubscriberEditText::tr("cleared")});
    }
    return lines;
}

} // namespace tacklebox::models
