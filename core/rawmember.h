// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Finds a member of a JSON object as the bytes it was written with: 1.10 stays 1.10.
#pragma once

#include <QByteArrayView>

#include <optional>
#include <set>
#include <string>

namespace tacklebox {

// `object` has to be a JSON object that a parser took. The last member of that name counts, as in
// the parser.
[[nodiscard]] std::optional<QByteArrayView> rawMember(QByteArrayView object, QByteArrayView name);

// The names of all its members, of the top level alone.
[[nodiscard]] std::set<std::string> memberNames(QByteArrayView object);

} // namespace tacklebox
