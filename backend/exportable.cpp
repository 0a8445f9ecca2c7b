// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

#include "backend/exportable.h"

#include <algorithm>

namespace tacklebox {

Exportable exportableOf(QList<Subscriber> subscribers, const std::vector<Field> &fields)
{
    const qsizetype leftOut = subscribers.removeIf([&fields](const Subscriber &subscriber) {
        return std::ranges::none_of(
            fields, [&subscriber](const Field &field) { return subscriber.fields.contains(field.key); });
    });
    return {std::move(subscribers), leftOut};
}

} // namespace tacklebox
