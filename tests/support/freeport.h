// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Ports on loopback that nobody holds.
#pragma once

#include <QtGlobal>

namespace tacklebox::test {

// Free at the moment of asking.
[[nodiscard]] quint16 freePort();

[[nodiscard]] bool isListening(quint16 port);

} // namespace tacklebox::test
