// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/boldpenguin/refusals.h"

#include "core/foreigntext.h"
#include "dialects/boldpenguin/vocabulary.h"
#include "dialects/reply.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace tacklebox::dialects::boldpenguin {

namespace {

struct RefusalMeaning
{
    int status;
    ErrorKind kind;
    Reason reason;
};

constexpr std::array kRefusals{
    RefusalMeaning{400, ErrorKind::InvalidValue, Reason::RemoteBadRequest},
    RefusalMeaning{401, ErrorKind::NotAuthorised, Reason::RemoteTokenInvalid},
    RefusalMeaning{403, ErrorKind::NotAuthorised, Reason::RemoteForbidden},
    RefusalMeaning{404, ErrorKind::NotFound, Reason::NoSuchSubscriber},
    RefusalMeaning{422, ErrorKind::InvalidValue, Reason::RemoteParameterInvalid},
    RefusalMeaning{429, ErrorKind::Unreachable, Reason::RemoteRateLimited},
};

// What a finding says of a member that may hold a credential, without what may be its value.
QString withoutValue(const QString &text, const Field &field)
{
    if (field.sensitivity == FieldSensitivity::Secret)
        return {};
    if (field.kind == FieldKind::Url) // a URL in it is masked anyway
        return text;
    static const QRegularExpression quoted(uR"((?:["“`]|(?<!\w)['‘]).*?(?:["”`]|['’](?!\w)|$)|:\s*\S.*)"_s);
    return QString(text).replace(quoted, u"…"_s);
}

Finding findingOf(const QString &key, const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray messages = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &message : messages)
        texts.append(message.toString());
    QString text = texts.join(u"; "_s);
    const auto &fields = hookFields();
    const auto field = std::ranges::find(fields, key, &Field::key);
    if (field != fields.end() && field->sensitivity != FieldSensitivity::Open)
        text = withoutValue(text, *field);
    return {key, foreignText(text)};
}

// In the order of the form that a person sees; what stands on no form comes last.
QList<Finding> findingsIn(const QJsonObject &reply)
{
    QStringList keys;
    for (const Field &field : hookFields()) {
        if (reply.contains(field.key))
            keys.append(field.key);
    }
    const QStringList all = reply.keys();
    for (const QString &key : all) {
        if (!keys.contains(key))
            keys.append(key);
    }
    QList<Finding> found;
    for (const QString &key : std::as_const(keys))
        found.append(findingOf(key, reply.value(key)));
    return found;
}

// 422 maps each member at fault to its messages. The first is the field; all of them stand in detail.
void addTo(Error &error, const QByteArray &body)
{
    const auto json = jsonFrom(body);
    if (!json || !json->isObject() || json->toObject().isEmpty())
        return;
    error.findings = findingsIn(json->toObject());
    error.field = error.findings.first().field;
    QStringList lines;
    for (const Finding &finding : std::as_const(error.findings)) {
        if (!finding.text.isEmpty())
            lines.append(finding.field + u": "_s + finding.text);
    }
    error.detail = lines.join(u"; "_s);
}

} // namespace

std::optional<Error> refusalIn(const Response &response)
{
    if (response.status >= 200 && response.status <= 299)
        return std::nullopt;
    Error error{ErrorKind::Failed, Reason::RemoteStatus, {}, {}, {}, {}, response.status};
    const auto *meaning = std::ranges::find(kRefusals, response.status, &RefusalMeaning::status);
    if (meaning != kRefusals.end()) {
        error.kind = meaning->kind;
        error.reason = meaning->reason;
    } else if (response.status >= 500) {
        error.reason = Reason::RemoteCrash;
    }
    if (response.status == 422)
        addTo(error, response.body);
    return error;
}

} // namespace tacklebox::dialects::boldpenguin
