// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Ids among the rows of all connections. An id is unique only within its connection, so the fleet's has the
// connection's name before it, behind U+001F, which no name contains.
#pragma once

#include "core/ids.h"

#include <optional>

namespace tacklebox {

inline constexpr QChar kFleetMark{u'\x1f'};

template<typename Tag>
struct OwnId
{
    QString connection;
    Id<Tag> id; // as the connection itself has it
};

// No id stays none.
template<typename Tag>
[[nodiscard]] Id<Tag> fleetId(const QString &connection, const Id<Tag> &id)
{
    return id.isEmpty() ? id : Id<Tag>{connection + kFleetMark + id.value};
}

// None: no id of the fleet's.
template<typename Tag>
[[nodiscard]] std::optional<OwnId<Tag>> split(const Id<Tag> &id)
{
    const qsizetype mark = id.value.indexOf(kFleetMark);
    if (mark < 0)
        return std::nullopt;
    return OwnId<Tag>{id.value.first(mark), {id.value.sliced(mark + 1)}};
}

// As people and other programs are told of it.
template<typename Tag>
[[nodiscard]] QString ownText(const Id<Tag> &id)
{
    const auto own = split(id);
    return own ? own->id.value : id.value;
}

} // namespace tacklebox
