// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/mask.h"

#include "core/headers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tacklebox {

namespace {

const QString kMask = u"••••"_s;

// Where the hidden part of a text begins: its end, where there is none.
qsizetype hiddenFrom(const Field &field, const QString &text)
{
    if (field.kind == FieldKind::Url) {
        const qsizetype query = text.indexOf(u'?');
        return query < 0 ? text.size() : query + 1;
    }
    if (field.rule != FieldRule::HeaderLine || !headerFrom(text, field.key))
        return 0;
    qsizetype value = text.indexOf(u':') + 1;
    while (value < text.size() && text[value].isSpace())
        ++value;
    return value;
}

QString maskedText(const Field &field, const QString &text, const Masking &mask)
{
    const qsizetype hidden = hiddenFrom(field, text);
    return hidden < text.size() ? text.first(hidden) + mask(text.sliced(hidden)) : text;
}

// The mask itself, or one behind the word of a scheme: “Bearer ••••”.
bool isMask(const QString &text)
{
    return looksLikeMask(text) || looksLikeMask(text.trimmed().section(u' ', 1));
}

bool holdsMask(const Field &field, const QString &text)
{
    const QString hidden = text.sliced(hiddenFrom(field, text));
    if (field.kind != FieldKind::Url)
        return isMask(hidden);
    const QStringList parameters = hidden.split(u'&');
    return looksLikeMask(text) || std::ranges::any_of(parameters, [](const QString &parameter) {
               return looksLikeMask(parameter) || looksLikeMask(parameter.section(u'=', 1));
           });
}

Result<QJsonValue> unmaskedMap(const Field &field, QJsonObject given, const QJsonObject &stored)
{
    for (auto member = given.begin(); member != given.end(); ++member) {
        if (!isMask(member->toString()))
            continue;
        if (!stored.contains(member.key()))
            return fail(invalid(Reason::SecretIsMask, field.key, member.key()));
        *member = stored.value(member.key());
    }
    return QJsonValue(given);
}

} // namespace

QJsonValue maskedValue(const Field &field, const QJsonValue &value)
{
    return maskedValue(field, value, [](const QString &) { return kMask; });
}

QJsonValue maskedValue(const Field &field, const QJsonValue &value, const Masking &mask)
{
    if (field.sensitivity == FieldSensitivity::Open || value.isNull() || value.isUndefined())
        return value;
    if (value.isString())
        return maskedText(field, value.toString(), mask);
    if (!value.isObject())
        return mask({});
    QJsonObject members = value.toObject();
    for (auto member = members.begin(); member != members.end(); ++member)
        *member = mask(member->toString());
    return members;
}

QString maskedUrl(const QString &url)
{
    const qsizetype host = url.indexOf("://"_L1) + 3;
    const qsizetype query = url.indexOf(u'?');
    QString masked = query < 0 || query + 1 == url.size() ? url : url.first(query + 1) + kMask;
    const qsizetype end = host < 3 ? -1 : masked.indexOf(u'/', host);
    const qsizetype at = end < 0 ? masked.lastIndexOf(u'@') : masked.lastIndexOf(u'@', end);
    return host >= 3 && at >= host ? masked.replace(host, at - host, kMask) : masked;
}

Fields maskedFields(const std::vector<Field> &fields, Fields values, const Masking &mask)
{
    for (const Field &field : fields) {
        if (const auto value = values.find(field.key); value != values.end())
            *value = maskedValue(field, *value, mask);
    }
    return values;
}

bool holdsMask(const Field &field, const QJsonValue &value)
{
    if (field.kind != FieldKind::Secret && field.sensitivity == FieldSensitivity::Open)
        return false;
    if (!value.isObject())
        return holdsMask(field, value.toString());
    const QJsonObject members = value.toObject();
    return std::any_of(
        members.begin(), members.end(), [](const QJsonValue &one) { return isMask(one.toString()); });
}

Result<QJsonValue> unmaskedValue(const Field &field, const QJsonValue &given, const QJsonValue &stored)
{
    if (field.sensitivity == FieldSensitivity::Open)
        return given;
    if (given == maskedValue(field, stored))
        return stored;
    if (given.isObject())
        return unmaskedMap(field, given.toObject(), stored.toObject());
    if (holdsMask(field, given))
        return fail(invalid(Reason::SecretIsMask, field.key));
    return given;
}

} // namespace tacklebox
