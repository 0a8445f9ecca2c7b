// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "core/payloadview.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace tacklebox {

std::optional<Error> checkViewName(const QString &name, const QString &field)
{
    static const QRegularExpression form(uR"(\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z)"_s);
    if (name.isEmpty())
        return invalid(Reason::Required, field);
    if (!form.match(name).hasMatch())
        return invalid(Reason::ViewName, field, name.left(80));
    return std::nullopt;
}

} // namespace tacklebox
