// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Some members of one Webhook alone: `$select`. The server gives the others as null, which would read as
// known and empty, so they are left out, and no edit may start from what is left.
#pragma once

#include "core/field.h"
#include "dialects/access.h"

namespace tacklebox::dialects::superoffice {

// `whole` asks for, or answers with, the whole one. UnknownField at a member that can't be one, and at the
// secret, which nobody is shown.
Result<Request> selecting(Result<Request> whole, const QStringList &members);

// Of a member asked for as `category/id`, `category` with what the server gives of it. It looks at no case.
Result<Fields> selectedFrom(const QJsonValue &webhook, const QStringList &members);

} // namespace tacklebox::dialects::superoffice
