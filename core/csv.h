// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Rows as a spreadsheet reads them: CSV by RFC 4180, in UTF-8 without a mark in front.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace tacklebox {

// One line with its end. A cell that a spreadsheet would run as a formula gets an apostrophe in front: what
// strangers wrote stands in it.
[[nodiscard]] QByteArray csvLine(const QStringList &cells);

} // namespace tacklebox
