// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "dialects/connectionfields.h"

namespace tacklebox::dialects {

Field settingField(const QString &key, FieldKind kind, const QJsonValue &initial, const QStringList &choices)
{
    Field field;
    field.key = key;
    field.kind = kind;
    field.initial = initial;
    field.choices = choices;
    return field;
}

Field secretField(const QString &key)
{
    Field field;
    field.key = key;
    field.kind = FieldKind::Secret;
    field.group = FieldGroup::Security;
    field.sensitivity = FieldSensitivity::Secret;
    field.initial = QJsonValue();
    return field;
}

Field neededFor(const QString &key, const QStringList &values, Field field)
{
    field.need = {key, values};
    return field;
}

Field rarelyUsed(Field field)
{
    field.group = FieldGroup::Delivery; // beside the basics of where an account is and who signs in
    return field;
}

} // namespace tacklebox::dialects
