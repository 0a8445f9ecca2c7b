// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// E-mail addresses in the text that people type.
#pragma once

#include <QStringList>

namespace tacklebox {

// One address, with nothing in it that could end a header or a command.
[[nodiscard]] bool isMailAddress(const QString &text);

// What stands between commas and semicolons, each once, whether addresses or not.
[[nodiscard]] QStringList mailAddressesIn(const QString &text);

// The addresses of `text` with what stands between those of `before`, a comma where that says nothing.
[[nodiscard]] QString joinedAddresses(const QString &text, const QString &before);

} // namespace tacklebox
