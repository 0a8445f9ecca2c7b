// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "app/tackle/draftoptions.h"

#include "app/tackle/inputfile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tacklebox::tackle {

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Tackle)
};

// key=value
struct Pair
{
    QString key;
    QString value;
};

Result<Pair> pairFrom(const QString &text, const QString &option)
{
    const qsizetype at = text.indexOf(u'=');
    if (at <= 0)
        return fail(usage(Texts::tr("--%1 wants KEY=VALUE, not “%2”.").arg(option, text)));
    return Pair{text.first(at), text.sliced(at + 1)};
}

Error noField(const QString &key, const std::vector<Field> &fields)
{
    QStringList known;
    for (const Field &field : fields)
        known += field.key;
    Error error = invalid(Reason::UnknownField, key, key);
    error.detail = known.join(u", "_s);
    return error;
}

Result<const Field *> fieldNamed(const std::vector<Field> &fields, const QString &key)
{
    const auto field = std::ranges::find(fields, key, &Field::key);
    if (field == fields.end())
        return fail(noField(key, fields));
    return &*field;
}

// A field that is no secret; those go through a file alone.
Result<const Field *> openField(const std::vector<Field> &fields, const QString &key)
{
    auto field = fieldNamed(fields, key);
    if (field && (*field)->kind == FieldKind::Secret)
        return fail(invalid(Reason::SecretForm, key));
    return field;
}

Result<QJsonValue> jsonFrom(const QString &key, const QString &text)
{
    // A document is an object or a list; a bare value needs one around it.
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson('[' + text.toUtf8() + ']', &error);
    if (document.array().size() != 1) {
        Error wrong = invalid(Reason::JsonForm, key);
        wrong.detail = error.error == QJsonParseError::NoError ? QString() : error.errorString();
        return fail(wrong);
    }
    return document.array().first();
}

Result<Done> takeSet(const Arguments &arguments, const std::vector<Field> &fields, SubscriberDraft &draft)
{
    for (const QString &text : arguments.values("set"_L1)) {
        const auto pair = pairFrom(text, u"set"_s);
        if (!pair)
            return fail(pair.error());
        const auto field = openField(fields, pair->key);
        if (!field)
            return fail(field.error());
        const auto value = valueFromText(**field, pair->value);
        if (!value)
            return fail(value.error());
        draft.changes[pair->key] = *value;
    }
    return Done();
}

Result<Done> takeJson(const Arguments &arguments, const std::vector<Field> &fields, SubscriberDraft &draft)
{
    for (const QString &text : arguments.values("set-json"_L1)) {
        const auto pair = pairFrom(text, u"set-json"_s);
        if (!pair)
            return fail(pair.error());
        const auto field = openField(fields, pair->key);
        if (!field)
            return fail(field.error());
        const auto value = jsonFrom(pair->key, pair->value);
        if (!value)
            return fail(value.error());
        draft.changes[pair->key] = *value;
    }
    return Done();
}

Result<Done> takeUnset(const Arguments &arguments, const std::vector<Field> &fields, SubscriberDraft &draft)
{
    for (const QString &key : arguments.list("unset"_L1)) {
        const auto field = openField(fields, key);
        if (!field)
            return fail(field.error());
        draft.changes[key] = QJsonValue(QJsonValue::Null);
    }
    return Done();
}

// Fields that may hold credentials, headers say, can be given from a file as well.
Result<Done> takeSecrets(const Arguments &arguments, const std::vector<Field> &fields, SubscriberDraft &draft)
{
    for (const QString &word : arguments.values("secret"_L1)) {
        const auto pair = pairFrom(word, u"secret"_s);
        if (!pair)
            return fail(pair.error());
        const auto field = fieldNamed(fields, pair->key);
        if (!field)
            return fail(field.error());
        auto secret = readSecret(pair->value, pair->key);
        if (!secret)
            return fail(secret.error());
        if ((*field)->kind == FieldKind::Secret) {
            draft.secrets[pair->key] = {SecretEdit::Action::Set, *std::move(secret)};
            continue;
        }
        const QString text = QString::fromUtf8(secret->reveal());
        const auto value = (*field)->kind == FieldKind::Map || (*field)->kind == FieldKind::JsonValue
            ? jsonFrom(pair->key, text)
            : valueFromText(**field, text);
        if (!value)
            return fail(value.error());
        draft.changes[pair->key] = *value;
    }
    for (const QString &key : arguments.list("clear-secret"_L1)) {
        const auto field = fieldNamed(fields, key);
        if (!field)
            return fail(field.error());
        draft.secrets[key] = {SecretEdit::Action::Clear, {}};
    }
    return Done();
}

} // namespace

std::vector<Option> draftOptions()
{
    return {
        {"set",
         Takes::Values,
         "KEY=VALUE",
         QT_TRANSLATE_NOOP("Tackle",
                           "a field; a list is split at its commas:\n"
                           "name, callback_url, key, active, events, statuses, success_code,\n"
                           "filter, retry_policy, timeout_ms, max_in_flight, rate_per_second, ordered,\n"
                           "signing_scheme, signature_digest, signature_prefix, headers, notify,\n"
                           "notification_emails, payload_render_view, properties, version")},
        {"set-json", Takes::Values, "KEY=JSON", QT_TRANSLATE_NOOP("Tackle", "a field as JSON")},
        {"unset", Takes::Values, "KEY", QT_TRANSLATE_NOOP("Tackle", "make a field empty")},
        {"secret",
         Takes::Values,
         "NAME=FILE",
         QT_TRANSLATE_NOOP("Tackle", "a secret (secret), out of a file or - for standard input")},
        {"clear-secret", Takes::Values, "NAME", QT_TRANSLATE_NOOP("Tackle", "take a secret away")},
    };
}

Result<SubscriberDraft> draftFrom(const Arguments &arguments, const std::vector<Field> &fields)
{
    SubscriberDraft draft;
    for (auto take : {takeSet, takeJson, takeUnset, takeSecrets}) {
        if (const auto taken = take(arguments, fields, draft); !taken)
            return fail(taken.error());
    }
    return draft;
}

} // namespace tacklebox::tackle
