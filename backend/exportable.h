// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Which subscribers a file can tell of, for the window and the command line alike. Pure.
#pragma once

#include "core/field.h"

namespace tacklebox {

struct Exportable
{
    QList<Subscriber> subscribers;
    qsizetype leftOut = 0;
};

// Of some that an account's jobs name, or that were added by their id, no field is known. An entry without
// one could be imported nowhere, and would keep the whole file from it.
[[nodiscard]] Exportable exportableOf(QList<Subscriber> subscribers, const std::vector<Field> &fields);

} // namespace tacklebox
