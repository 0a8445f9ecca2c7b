// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reads what a person names as FILE or as "-", which is standard input.
#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArray>

#include <limits>

namespace tacklebox::tackle {

// More than `most` bytes are TooLarge at `field`.
Result<QByteArray> readInput(const QString &name, const QString &field,
                             qsizetype most = std::numeric_limits<qsizetype>::max());

// A secret, without the line break that an editor leaves behind it. A mask is refused.
Result<Secret> readSecret(const QString &name, const QString &field);

} // namespace tacklebox::tackle
