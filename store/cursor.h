// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Where a page ends: the sort's value and the id of its last row, as opaque text.
#pragma once

#include "core/error.h"
#include "core/page.h"

#include <QVariant>

namespace tacklebox::store {

struct Cursor
{
    enum class Way { Next, Previous };

    Way way = Way::Next;
    int sort = 0; // a cursor of another sort is refused
    int number = 1; // of the page that it leads to
    QVariant value; // of the sort's column, at the edge
    qint64 id = 0;
};

[[nodiscard]] QString textOf(const Cursor &cursor);
Result<Cursor> cursorFrom(const QString &text, int sort);

} // namespace tacklebox::store
