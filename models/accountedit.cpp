// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "models/accountedit.h"

#include <algorithm>
#include <array>

namespace tacklebox::models {

using namespace account;

namespace {

constexpr std::array kOwnKeys{kName, kBaseUrl, kEnvironment, kLocked};

Field ownField(QLatin1StringView key, FieldKind kind, FieldRule rule, const QJsonValue &initial)
{
    Field field;
    field.key = key;
    field.kind = kind;
    field.rule = rule;
    field.isRequired = true;
    field.initial = initial;
    return field;
}

QJsonValue textOrNone(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

std::vector<Field> fieldsOf(const ConnectionKind &kind, const QString &newName)
{
    const Environment environment = firstEnvironment(kind);
    const bool isProduction = environment == Environment::Production;
    std::vector<Field> fields{
        ownField(kName, FieldKind::Text, FieldRule::NotEmpty, textOrNone(newName)),
        ownField(kBaseUrl, FieldKind::Url, FieldRule::CallbackUrl, textOrNone(kind.places.value(0).baseUrl)),
        ownField(kEnvironment, FieldKind::Choice, FieldRule::Anything, QString(toText(environment))),
        ownField(kLocked, FieldKind::Flag, FieldRule::Anything, isProduction),
    };
    fields.insert(fields.end(), kind.settings.begin(), kind.settings.end());
    for (Field secret : kind.secrets) {
        secret.isRequired = false; // it may be set already, or come by a login
        fields.push_back(std::move(secret));
    }
    return fields;
}

SubscriberDraft startOf(const ConnectionKind &kind, const std::optional<Connection> &account)
{
    if (!account)
        return {};
    Fields base = account->settings;
    for (const Field &field : kind.settings) {
        if (!base.contains(field.key))
            base.insert(field.key, field.initial);
    }
    base.insert(kName, account->name);
    base.insert(kBaseUrl, account->baseUrl);
    base.insert(kEnvironment, QString(toText(account->environment)));
    base.insert(kLocked, account->isLocked);
    return {SubscriberId{account->id.value}, base, {}, {}};
}

// Null takes a setting back to its default, and so does an empty line.
QJsonValue settingFrom(const Field &field, const QJsonValue &value)
{
    const bool isEmpty = value.isString() && value.toString().isEmpty();
    return isEmpty || value == field.initial ? QJsonValue() : value;
}

} // namespace

bool isOwnKey(const QString &key)
{
    return std::ranges::find(kOwnKeys, key) != kOwnKeys.end();
}

bool worksAsItIs(const Field &setting)
{
    const bool hasDefault = !setting.initial.toVariant().toString().isEmpty();
    const bool isRare = setting.group != FieldGroup::Basics;
    return !setting.isRequired && (isRare || (setting.kind != FieldKind::Choice && hasDefault));
}

Environment firstEnvironment(const ConnectionKind &kind)
{
    return kind.places.isEmpty() ? Environment::Test : kind.places.constFirst().environment;
}

AccountEdit::AccountEdit(const ConnectionKind &kind, const std::optional<Connection> &account,
                         const QString &newName)
    : m_kind(kind)
    , m_account(account)
    , m_values(fieldsOf(kind, newName), startOf(kind, account))
{
}

bool AccountEdit::isChanged(const QString &key) const
{
    return m_values.draft().changes.contains(key);
}

SecretState AccountEdit::secret(const QString &key) const
{
    return m_account ? m_account->secrets.value(key) : SecretState{};
}

Environment AccountEdit::environment() const
{
    return environmentFrom(m_values.value(kEnvironment).toString()).value_or(Environment::Test);
}

bool AccountEdit::isLockUnusual() const
{
    return m_account
        && m_account->isLocked != isProduction(m_account->environment, m_account->baseUrl, m_kind);
}

bool AccountEdit::lacks(const Field &secret) const
{
    const SecretEdits &edits = m_values.draft().secrets;
    if (const auto edit = edits.find(secret.key); edit != edits.end())
        return edit->second.action == SecretEdit::Action::Clear;
    return !m_isSigningIn && !this->secret(secret.key).isSet;
}

std::vector<Error> AccountEdit::findings() const
{
    std::vector<Error> found = m_values.findings();
    for (const Field &secret : m_kind.secrets) {
        if (secret.isRequired && m_values.isOfUse(secret) && lacks(secret))
            found.push_back(invalid(Reason::Required, secret.key));
    }
    return found;
}

ConnectionDraft AccountEdit::draft() const
{
    const auto isGiven = [this](QLatin1StringView key) { return !m_account || isChanged(key); };
    ConnectionDraft draft;
    if (m_account)
        draft.name = m_account->name;
    else
        draft.kind = m_kind.name;
    if (isGiven(kName))
        draft.newName = m_values.value(kName).toString();
    if (isGiven(kBaseUrl))
        draft.baseUrl = m_values.value(kBaseUrl).toString();
    // A new address alone would bring an environment of its own.
    if (isGiven(kEnvironment) || isGiven(kBaseUrl))
        draft.environment = environment();
    if (isGiven(kLocked))
        draft.isLocked = m_values.value(kLocked).toBool();
    for (const Field &field : m_kind.settings) {
        if (isChanged(field.key))
            draft.settings.insert(field.key, settingFrom(field, m_values.value(field.key)));
    }
    draft.secrets = m_values.draft().secrets;
    return draft;
}

} // namespace tacklebox::models
