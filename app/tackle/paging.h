// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Pages and sorting, as every list takes them and shows them.
#pragma once

#include "app/tackle/command.h"

namespace tacklebox::tackle {

// --page, --page-size and --count behind the others.
[[nodiscard]] std::vector<Option> withPageOptions(std::vector<Option> options);
Result<PageRequest> pageFrom(const Arguments &arguments);

// "asc", "desc", or nothing for asc.
Result<Qt::SortOrder> orderFrom(const QString &text);

// When it was read, where the server gave none now; nothing without.
void tellAge(const Output &output, std::optional<Instant> asOf);
// The table, and below it what the page says of itself.
void showTable(const Output &output, const Table &table, const json::ListFacts &facts);

} // namespace tacklebox::tackle
