// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The Tacklebox authors

// Reads one event from a line of JSON, as `publish --batch` takes many of them.
#pragma once

#include "core/error.h"
#include "core/event.h"

namespace tacklebox {

// {"type":…,"status":…,"order_id":…,"address":…,"id":…,"at":…,"data":…}. The payload is the bytes of
// `data` as the line has them, never written again. Errors name the member.
Result<EventDraft> eventFromLine(const QByteArray &line);

} // namespace tacklebox
