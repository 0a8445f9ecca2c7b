// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// The certificates that hosts showed to this computer, one a host and port, for all connections alike. Each
// function runs inside a change or question of the store.
#pragma once

#include "core/certificate.h"
#include "store/connection.h"

namespace tacklebox::store {

// Certificates seen as they were are noted again this much later, so that seenAt doesn't lag by weeks.
inline constexpr std::chrono::hours kNotedAgainAfter{24};

// In the place of what was noted of the host before; nothing is written while that is still so. Answers
// whether it was written.
Result<bool> noteCertificate(Connection &connection, const Certificate &certificate);

// Of those places that were ever noted, in no order.
Result<QList<Certificate>> certificatesAt(Connection &connection, const QStringList &places);

} // namespace tacklebox::store
