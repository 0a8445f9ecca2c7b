// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The UUID that a row keeps for ever: version 7 (RFC 9562), which begins with the row's own time. A
// row is found again by that time, so the UUID itself needs no index.
#pragma once

#include "core/instant.h"

#include <QUuid>

namespace tacklebox::store {

[[nodiscard]] QUuid newUuid(Instant createdAt);
[[nodiscard]] Instant timeOf(const QUuid &uuid);

// The text that people see: 36 characters, no braces.
[[nodiscard]] QString textOf(const QUuid &uuid);

// The 16 bytes that a column holds.
[[nodiscard]] QByteArray bytesOf(const QUuid &uuid);

} // namespace tacklebox::store
