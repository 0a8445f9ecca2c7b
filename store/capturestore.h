// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// What the local receiver caught. Runs inside a change or question of the store.
#pragma once

#include "core/capture.h"
#include "store/connection.h"

namespace tacklebox::store {

// Answers the capture with its id. The oldest beyond kMaxCaptures go.
inline constexpr int kMaxCaptures = 10'000;
Result<Capture> insertCapture(Connection &connection, const Capture &capture);
Result<Done> clearCaptures(Connection &connection);

// Newest first, without bodies.
Result<Page<Capture>> listCaptures(Connection &connection, const CaptureQuery &query);
Result<Capture> capture(Connection &connection, const CaptureId &id);
Result<QList<Capture>> capturesSince(Connection &connection, qint64 id, int limit);

} // namespace tacklebox::store
