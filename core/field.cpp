// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/field.h"

#include "core/callbackurl.h"
#include "core/contentfilter.h"
#include "core/eventselector.h"
#include "core/headers.h"
#include "core/mailaddress.h"
#include "core/mask.h"
#include "core/payloadview.h"
#include "core/retrypolicy.h"
#include "core/signature.h"
#include "core/successcode.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

constexpr qsizetype kMaxTextLength = 4000;
constexpr qsizetype kMaxObjectBytes = 64 * 1024;
constexpr double kMostPerSecond = 100'000;

bool isOfKind(FieldKind kind, const QJsonValue &value)
{
    switch (kind) {
    case FieldKind::Flag:
        return value.isBool();
    case FieldKind::Number:
        return value.isDouble();
    case FieldKind::List:
        return value.isArray();
    case FieldKind::Map:
    case FieldKind::JsonValue:
        return value.isObject();
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Url:
    case FieldKind::Choice:
    case FieldKind::Secret:
        return value.isString();
    }
    return false;
}

// A flag and a choice can say what they take instead.
Error wrongType(const Field &field, const QString &given = {})
{
    Error error = invalid(Reason::WrongType, field.key, given);
    if (field.kind == FieldKind::Flag)
        error.detail = u"true, false"_s;
    else if (field.kind == FieldKind::Choice)
        error.detail = field.choices.join(u", "_s);
    return error;
}

template<typename T>
std::optional<Error> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

std::optional<Error> checkEmails(const QString &key, const QString &text)
{
    const QStringList addresses = mailAddressesIn(text);
    const auto wrong = std::ranges::find_if_not(addresses, isMailAddress);
    return wrong == addresses.end() ? std::nullopt
                                    : std::optional(invalid(Reason::EmailForm, key, wrong->left(100)));
}

// Whoever wants to be told names an address. Only an edit of one of the two can be refused for it.
std::optional<Error> checkNotification(const std::vector<Field> &fields, const SubscriberDraft &draft)
{
    static const QString notify = u"notify"_s;
    const auto emails = std::ranges::find(fields, FieldRule::Emails, &Field::rule);
    if (emails == fields.end() || std::ranges::find(fields, notify, &Field::key) == fields.end())
        return std::nullopt;
    const auto valueOf = [&draft](const QString &key) {
        return draft.changes.contains(key) ? draft.changes.value(key) : draft.base.value(key);
    };
    if (!draft.changes.contains(notify) && !draft.changes.contains(emails->key))
        return std::nullopt;
    if (!valueOf(notify).toBool() || !mailAddressesIn(valueOf(emails->key).toString()).isEmpty())
        return std::nullopt;
    // An unknown address is no missing one.
    if (draft.id && !draft.changes.contains(emails->key) && !draft.base.contains(emails->key))
        return std::nullopt;
    return invalid(Reason::Required, emails->key);
}

std::optional<Error> checkNumber(const QString &key, double number, double least, double most)
{
    if (!(number >= least && number <= most))
        return invalid(Reason::OutOfRange, key, u"%1–%2"_s.arg(qint64(least)).arg(qint64(most)));
    if (number != double(qint64(number)))
        return invalid(Reason::NumberForm, key, QString::number(number));
    return std::nullopt;
}

std::optional<Error> checkRule(const Field &field, const QJsonValue &value)
{
    const QString &key = field.key;
    switch (field.rule) {
    case FieldRule::Anything:
        return std::nullopt;
    case FieldRule::JsonObject:
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).size() > kMaxObjectBytes
            ? std::optional(invalid(Reason::TooLarge, key, u"64 KiB"_s))
            : std::nullopt;
    case FieldRule::ViewName:
        return value.toString().isEmpty() ? std::nullopt : checkViewName(value.toString(), key);
    case FieldRule::NotEmpty:
        return value.toString().trimmed().isEmpty() ? std::optional(invalid(Reason::Required, key))
                                                    : std::nullopt;
    case FieldRule::CallbackUrl:
        return checkCallbackUrl(value.toString(), key);
    case FieldRule::EventSelectors:
        return errorOf(selectionFrom(value, {}));
    case FieldRule::OrderStatuses:
        return errorOf(selectionFrom({}, value));
    case FieldRule::SuccessCode:
        return errorOf(successRuleFrom(value.toString(), key));
    case FieldRule::OneSuccessCode:
        return value.toString().isEmpty() || isStatusCode(value.toString())
            ? std::nullopt
            : std::optional(invalid(Reason::OneCodeForm, key, value.toString().left(40)));
    case FieldRule::HeaderMap:
        return errorOf(headersFrom(value, key));
    case FieldRule::HeaderLine:
        return value.toString().isEmpty() ? std::nullopt : errorOf(headerFrom(value.toString(), key));
    case FieldRule::Emails:
        return checkEmails(key, value.toString());
    case FieldRule::RetryWaits:
        return errorOf(retryPolicyFrom(value.toString(), key));
    case FieldRule::Signing:
        return signingSchemeFrom(value.toString())
            ? std::nullopt
            : std::optional(invalid(Reason::SchemeUnknown, key, value.toString()));
    case FieldRule::Count:
        return checkNumber(key, value.toDouble(), 0, 1'000'000);
    case FieldRule::Milliseconds:
        return checkNumber(key, value.toDouble(), 1, 600'000);
    case FieldRule::Rate:
        return value.toDouble() > 0 && value.toDouble() <= kMostPerSecond
            ? std::nullopt
            : std::optional(invalid(Reason::OutOfRange, key, u"0.001–100000"_s));
    case FieldRule::ContentFilter:
        return errorOf(ContentFilter::from(value, key));
    }
    return std::nullopt;
}

std::optional<Error> checkTexts(const Field &field, const QJsonArray &values)
{
    const bool areTexts
        = std::all_of(values.begin(), values.end(), [](const QJsonValue &one) { return one.isString(); });
    return areTexts ? std::nullopt : std::optional(invalid(Reason::WrongType, field.key));
}

QJsonArray notIn(const QJsonArray &before, const QJsonArray &after)
{
    QJsonArray added;
    for (const auto &one : after) {
        if (!before.contains(one))
            added.append(one);
    }
    return added;
}

QJsonObject notIn(const QJsonObject &before, const QJsonObject &after)
{
    QJsonObject added;
    for (auto member = after.begin(); member != after.end(); ++member) {
        if (before.value(member.key()) != *member)
            added.insert(member.key(), *member);
    }
    return added;
}

QString addressesNotIn(const QString &before, const QString &after)
{
    const QStringList old = mailAddressesIn(before);
    QStringList added = mailAddressesIn(after);
    added.removeIf([&old](const QString &address) { return old.contains(address, Qt::CaseInsensitive); });
    return added.join(u", "_s);
}

// What a person put in: an entry that was there before is not theirs.
QJsonValue putIn(const Field &field, const QJsonValue &before, const QJsonValue &after)
{
    if (field.kind == FieldKind::List && before.isArray() && after.isArray())
        return notIn(before.toArray(), after.toArray());
    if (field.rule == FieldRule::HeaderMap && before.isObject() && after.isObject())
        return notIn(before.toObject(), after.toObject());
    if (field.rule == FieldRule::Emails && before.isString() && after.isString())
        return addressesNotIn(before.toString(), after.toString());
    return after;
}

} // namespace

const Field *nameField(const std::vector<Field> &fields)
{
    const auto found = std::ranges::find(fields, true, &Field::isName);
    return found == fields.end() ? nullptr : &*found;
}

const Field *fieldOfKind(const std::vector<Field> &fields, FieldKind kind)
{
    const auto found = std::ranges::find(fields, kind, &Field::kind);
    return found == fields.end() ? nullptr : &*found;
}

std::optional<Error> check(const Field &field, const QJsonValue &value)
{
    if (value.isNull())
        return field.isRequired ? std::optional(invalid(Reason::Required, field.key)) : std::nullopt;
    if (field.kind == FieldKind::JsonValue && value.isString())
        return invalid(Reason::JsonForm, field.key);
    if (!isOfKind(field.kind, value))
        return wrongType(field);
    if ((field.rule == FieldRule::Anything || field.rule == FieldRule::NotEmpty)
        && value.toString().size() > kMaxTextLength)
        return invalid(Reason::TooLong, field.key, QString::number(kMaxTextLength));
    if (holdsMask(field, value))
        return invalid(Reason::SecretIsMask, field.key);
    if (field.kind == FieldKind::List) {
        if (std::optional<Error> error = checkTexts(field, value.toArray()))
            return error;
    }
    return checkRule(field, value);
}

std::vector<Error> findings(const std::vector<Field> &fields, const SubscriberDraft &draft)
{
    std::vector<Error> found;
    for (auto it = draft.changes.begin(); it != draft.changes.end(); ++it) {
        const QJsonValue before = draft.id ? draft.base.value(it.key()) : QJsonValue::Undefined;
        if (draft.id && before == *it)
            continue;
        const auto field = std::ranges::find(fields, it.key(), &Field::key);
        if (field == fields.end() || field->kind == FieldKind::Secret)
            found.push_back(invalid(Reason::UnknownField, it.key()));
        else if (std::optional<Error> error = check(*field, putIn(*field, before, *it)))
            found.push_back(std::move(*error));
    }
    for (const auto &[key, edit] : draft.secrets) {
        const auto field = std::ranges::find(fields, key, &Field::key);
        if (field == fields.end() || field->kind != FieldKind::Secret)
            found.push_back(invalid(Reason::UnknownField, key));
        else if (edit.action == SecretEdit::Action::Set && edit.value.isEmpty())
            found.push_back(invalid(Reason::SecretForm, key));
        else if (looksLikeMask(QString::fromUtf8(edit.value.reveal())))
            found.push_back(invalid(Reason::SecretIsMask, key));
    }
    if (std::optional<Error> error = checkNotification(fields, draft))
        found.push_back(std::move(*error));
    if (draft.id)
        return found;
    for (const Field &field : fields) {
        const bool isGiven = draft.changes.contains(field.key);
        if (field.isRequired && !isGiven && (field.initial.isUndefined() || field.initial.isNull()))
            found.push_back(invalid(Reason::Required, field.key));
    }
    return found;
}

QStringList askedFirst(const std::vector<Field> &fields, const SubscriberDraft &draft)
{
    QStringList asked;
    for (const Field &field : fields) {
        const bool isKnown = draft.id && draft.base.contains(field.key);
        if (field.asksOnChange && isKnown && draft.changes.contains(field.key)
            && draft.changes.value(field.key) != draft.base.value(field.key))
            asked.append(field.key);
    }
    return asked;
}

Result<QJsonValue> valueFromText(const Field &field, const QString &text)
{
    switch (field.kind) {
    case FieldKind::Flag:
        if (text == "true"_L1 || text == "false"_L1)
            return QJsonValue(text == "true"_L1);
        return fail(wrongType(field, text.left(40)));
    case FieldKind::Number: {
        bool isNumber = false;
        if (field.rule == FieldRule::Rate) {
            const double rate = text.toDouble(&isNumber);
            return isNumber ? Result<QJsonValue>(QJsonValue(rate))
                            : fail(invalid(Reason::OutOfRange, field.key, u"0.001–100000"_s));
        }
        const qint64 number = text.toLongLong(&isNumber);
        return isNumber ? Result<QJsonValue>(QJsonValue(number))
                        : fail(invalid(Reason::NumberForm, field.key, text.left(40)));
    }
    case FieldKind::List: {
        QJsonArray list;
        for (const QString &part : text.split(u',', Qt::SkipEmptyParts))
            list.append(part.trimmed());
        return QJsonValue(list);
    }
    case FieldKind::Map:
    case FieldKind::JsonValue:
        // It has no plain text form: --set-json gives it.
        return fail(invalid(Reason::JsonForm, field.key));
    case FieldKind::Secret:
        return fail(invalid(Reason::SecretForm, field.key));
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Url:
    case FieldKind::Choice:
        return QJsonValue(text);
    }
    return QJsonValue();
}

} // namespace tacklebox
